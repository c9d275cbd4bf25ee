-- One row a number or date that SQL computed and a document prints, as printed, with the model that computed it. A
-- table: it is Python that prints, and what people open has no Python. What people typed is in rollup.given_number.
create or replace table rollup.figure as
with summed as (
    unpivot (
        select
            plan_code,
            round_code,
            print_number(strategy_count) as strategy_count,
            print_number(item_count) as item_count,
            print_number(met_count) as met_count,
            print_number(met_pct, 'ร้อยละ', true, 100) as met_pct,
            print_number(not_yet_met_count) as not_yet_met_count,
            print_number(no_value_count) as no_value_count,
            print_number(nullif(unreported_item_count, 0)) as unreported_item_count,
            case when unreported_item_count > 0 then print_number(reported_item_count) end as reported_item_count,
            print_number(cancelled_count) as cancelled_count,
            print_number(on_track_count) as on_track_count,
            print_number(behind_count) as behind_count,
            print_number(not_met_count) as not_met_count,
            print_number(breached_count) as breached_count,
            print_number(in_progress_count) as in_progress_count,
            print_number(awaiting_external_result_count) as awaiting_external_result_count,
            print_number(nullif(not_due_count, 0)) as not_due_count,
            print_number(nullif(not_started_count, 0)) as not_started_count,
            case when compared_count < item_count then print_number(compared_count) end as compared_count,
            print_number(abs(gained_count)) as gained_count,
            case when gained_count < 0 then print_number(lost_count) end as lost_count,
            print_number(division_count) as division_count,
            print_number(accepted_count) as accepted_count,
            print_number(accepted_pct, 'ร้อยละ', true, 100) as accepted_pct,
            print_number(on_time_count) as on_time_count,
            print_number(late_count) as late_count,
            print_number(nullif(not_accepted_count, 0)) as not_accepted_count,
            print_number(missing_count) as missing_count,
            print_number(event_count) as event_count,
            case when told_event_count < event_count then print_number(told_event_count) end as told_event_count,
            print_number(attendee_count) as attendee_count,
            format_full(money_earlier_on) as money_earlier_on,
            print_number(budget_baht, least_places := 2) as budget_baht,
            print_number(spent_baht, least_places := 2) as spent_baht,
            print_number(spent_pct, 'ร้อยละ', true) as spent_pct,
            print_number(obstacle_item_count) as obstacle_item_count,
            print_number(warning_count) as warning_count
        from report.summary
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

by_strategy as (
    unpivot (
        select
            plan_code,
            round_code,
            strategy_no,
            print_number(item_count) as item_count,
            print_number(met_count) as met_count,
            print_number(not_yet_met_count) as not_yet_met_count,
            print_number(no_value_count) as no_value_count
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
            coalesce(
                print_number(outcome_value, unit, is_computed, target_value, comparator), format_short(outcome_on)
            ) as outcome_value,
            print_number(achievement_pct, 'ร้อยละ', true, 100, least_places := 2) as achievement_pct,
            print_number(interim_pct, 'ร้อยละ', true, least_places := 2) as interim_pct,
            print_number(abs(target_value - outcome_value), unit, is_computed, 0, 'at_most') as gap_value,
            case when interim_rule = 'half' then print_number(target_value / 2, unit) end as half_target_value,
            case when division_count > 1 then print_number(division_count) end as division_count,
            format_month(regexp_extract(expected_month, '^[0-9]{4}-(0[1-9]|1[0-2])$')) as expected_month
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
            coalesce(
                print_number(first_half_value, unit, is_computed, target_value, comparator),
                format_short(first_half_on)
            ) as first_half_value,
            case
                when is_target_changed
                    then coalesce(print_number(previous_target_value, previous_unit), format_short(previous_target_on))
            end as previous_target_value,
            coalesce(
                print_number(year_value, unit, is_computed, target_value, comparator), format_short(year_on)
            ) as year_value,
            coalesce(print_number(change_value, unit, is_computed), print_number(abs(change_days))) as change_value,
            print_number(first_half_achievement_pct, 'ร้อยละ', true, 100, least_places := 2)
                as first_half_achievement_pct,
            print_number(year_achievement_pct, 'ร้อยละ', true, 100, least_places := 2) as year_achievement_pct
        from report.change
    ) on columns(* exclude (plan_code, round_code, item_code, measure_no)) into name column_name value printed
),

came as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            print_number(item_count) as item_count,
            format_short(nullif(first_accepted_on, received_on)) as first_accepted_on,
            format_short(received_on) as received_on,
            print_number(days_late) as days_late
        from report.completeness
    ) on columns(* exclude (plan_code, round_code, division_code)) into name column_name value printed
),

paid as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            print_number(budget_baht, least_places := 2) as budget_baht,
            print_number(spent_baht, least_places := 2) as spent_baht,
            print_number(spent_pct, 'ร้อยละ', true, least_places := 2) as spent_pct,
            format_short(earlier_on) as earlier_on
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
            coalesce(
                print_number(reported_value, unit, is_computed, target_value, comparator), format_full(reported_on)
            ) as reported_value,
            coalesce(
                print_number(restated, unit, is_computed, target_value, comparator), format_full(restated_on)
            ) as restated
        from report.restatement
    ) on columns(* exclude (plan_code, round_code, item_code, measure_no, division_code))
    into name column_name value printed
),

titled as (
    unpivot (
        select
            plan_code,
            round_code,
            format_full(as_of_on) as as_of_on,
            to_thai(edition_no - 1) as edition_no
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

scheduled as (
    unpivot (
        select
            plan_code,
            round_code,
            to_thai(fiscal_year_be) as fiscal_year_be,
            format_months_joined(covers_from, covers_to) as covers
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

waived as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            item_code,
            format_short(until_on) as until_on
        from report.waiver
    ) on until_on into name column_name value printed
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
    print_number(chart_cap()) as printed,
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
    *,
    'raw.round' as sql_model
from scheduled
union all by name
select
    *,
    'staging.decision' as sql_model
from waived;
