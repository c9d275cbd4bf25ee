-- One row a printed value that SQL computed, or that stands in the reference folder: with the model or file it is from.
create or replace view report.figure as
with summed as (
    unpivot (
        select
            plan_code,
            round_code,
            plain_number(strategy_count) as strategy_count,
            plain_number(item_count) as item_count,
            plain_number(met_count) as met_count,
            plain_number(met_pct) as met_pct,
            plain_number(not_yet_met_count) as not_yet_met_count,
            plain_number(no_value_count) as no_value_count,
            plain_number(cancelled_count) as cancelled_count,
            plain_number(on_track_count) as on_track_count,
            plain_number(behind_count) as behind_count,
            plain_number(not_met_count) as not_met_count,
            plain_number(breached_count) as breached_count,
            plain_number(in_progress_count) as in_progress_count,
            plain_number(awaiting_external_result_count) as awaiting_external_result_count,
            plain_number(abs(gained_count)) as gained_count,
            plain_number(division_count) as division_count,
            plain_number(accepted_count) as accepted_count,
            plain_number(accepted_pct) as accepted_pct,
            plain_number(on_time_count) as on_time_count,
            plain_number(late_count) as late_count,
            plain_number(missing_count) as missing_count,
            plain_number(event_count) as event_count,
            plain_number(attendee_count) as attendee_count,
            plain_number(budget_baht) as budget_baht,
            plain_number(spent_baht) as spent_baht,
            plain_number(spent_pct) as spent_pct,
            plain_number(obstacle_item_count) as obstacle_item_count,
            plain_number(warning_count) as warning_count
        from report.summary
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

by_strategy as (
    unpivot (
        select
            plan_code,
            round_code,
            strategy_no,
            plain_number(item_count) as item_count,
            plain_number(met_count) as met_count,
            plain_number(not_yet_met_count) as not_yet_met_count,
            plain_number(no_value_count) as no_value_count
        from report.status_by_strategy
    ) on columns(* exclude (plan_code, round_code, strategy_no)) into name column_name value printed
),

measured as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            plain_number(outcome_value) as outcome_value,
            plain_number(achievement_pct) as achievement_pct,
            plain_number(interim_pct) as interim_pct,
            plain_number(abs(target_value - outcome_value)) as gap_value,
            case when interim_rule = 'half' then plain_number(target_value / 2) end as half_target_value,
            case when division_count > 1 then plain_number(division_count) end as division_count,
            thai_month(try_cast(right(expected_month, 2) as integer)) || ' '
            || thai_digits(try_cast(left(expected_month, 4) as integer) + 543) as expected_month
        from report.target
    ) on columns(* exclude (plan_code, round_code, item_code, measure_no)) into name column_name value printed
),

changed as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            plain_number(first_half_value) as first_half_value,
            plain_number(year_value) as year_value,
            plain_number(change_value) as change_value,
            plain_number(first_half_achievement_pct) as first_half_achievement_pct,
            plain_number(year_achievement_pct) as year_achievement_pct
        from report.change
    ) on columns(* exclude (plan_code, round_code, item_code, measure_no)) into name column_name value printed
),

came as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            division_name,
            plain_number(item_count) as item_count,
            thai_short_date(received_on) as received_on,
            plain_number(days_late) as days_late
        from report.completeness
    ) on columns(* exclude (plan_code, round_code, division_code)) into name column_name value printed
),

paid as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            plain_number(budget_baht) as budget_baht,
            plain_number(spent_baht) as spent_baht,
            plain_number(spent_pct) as spent_pct
        from report.budget
    ) on columns(* exclude (plan_code, round_code, item_code)) into name column_name value printed
),

restated as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            plain_number(reported_value) as reported_value,
            plain_number(restated) as restated,
            restated_reason
        from report.restatement
    ) on columns(* exclude (plan_code, round_code, item_code, measure_no, division_code))
    into name column_name value printed
),

titled as (
    unpivot (
        select
            plan_code,
            round_code,
            thai_digits(day(as_of_on) || ' ' || thai_month(month(as_of_on)) || ' ' || (year(as_of_on) + 543))
                as as_of_on,
            thai_digits(edition_no - 1) as edition_no
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

scheduled as (
    unpivot (
        select
            plan_code,
            round_code,
            label,
            thai_digits(fiscal_year_be) as fiscal_year_be,
            thai_month(month(covers_from)) || thai_digits((year(covers_from) + 543) % 100) || ' – '
            || thai_month(month(covers_to)) || thai_digits((year(covers_to) + 543) % 100) as covers
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

called as (
    unpivot (
        select
            plan_code,
            round_code,
            agency_name,
            agency_short
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

-- An agency may stand on several lines, one a validity period: they are all named.
line as (
    select
        file_name,
        code,
        sha256,
        string_agg(line_no, ', ' order by line_no) as line_no
    from raw.reference_line
    group by all
),

waived as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            item_code,
            rule,
            thai_short_date(until_on) as until_on,
            reason
        from report.waiver
    ) on rule, until_on, reason into name column_name value printed
),

mended as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            field,
            from_text,
            to_text,
            reason
        from report.correction
    ) on field, from_text, to_text, reason into name column_name value printed
),

amended as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            before_value,
            after_value,
            reason
        from report.edition_change
    ) on before_value, after_value, reason into name column_name value printed
)

select
    *,
    'report.summary' as sql_model
from summed
union all by name
select
    plan_code,
    round_code,
    'chart_cap' as column_name,
    plain_number(chart_cap()) as printed,
    'report.target' as sql_model
from report.title
union all by name
select
    *,
    'rollup.strategy_round' as sql_model
from by_strategy
union all by name
select
    *,
    'rollup.measure_round' as sql_model
from measured
union all by name
select
    *,
    'rollup.round_change' as sql_model
from changed
union all by name
select
    *,
    'rollup.completeness' as sql_model
from came
union all by name
select
    *,
    'report.budget' as sql_model
from paid
union all by name
select
    *,
    'rollup.division_measure' as sql_model
from restated
union all by name
select
    *,
    'core.round_state' as sql_model
from titled
union all by name
select
    t.*,
    f.file_name,
    f.sha256,
    f.line_no,
    'raw.round' as sql_model
from scheduled as t
left join line as f on f.file_name = 'rounds.csv' and t.round_code = f.code
union all by name
select
    t.*,
    f.file_name,
    f.sha256,
    f.line_no,
    'raw.agency' as sql_model
from called as t
inner join staging.plan_round as p on t.plan_code = p.plan_code and t.round_code = p.round_code
left join line as f on f.file_name = 'agencies.csv' and p.agency_code = f.code
-- A reason that several decisions, corrections or changes give of one thing is one printed value.
union all by name
select distinct
    *,
    'staging.decision' as sql_model
from waived
union all by name
select distinct
    *,
    'raw.correction' as sql_model
from mended
union all by name
select distinct
    *,
    'rollup.edition_change' as sql_model
from amended;
