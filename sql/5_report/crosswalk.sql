-- One row a printed value and its origin: the submission's hash, sheet and cell. Values made by SQL name their model.
create or replace view report.crosswalk as
with text as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            submission_id,
            sheet,
            row_no,
            activity,
            outcome_text,
            narrative,
            obstacle,
            suggestion
        from core.result_item
    ) on activity, outcome_text, narrative, obstacle, suggestion
    into name column_name value printed
),

number as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            submission_id,
            sheet,
            row_no,
            cast(value as varchar) as value,
            cast(value_half as varchar) as value_half,
            cast(value_year as varchar) as value_year,
            cast(numerator as varchar) as numerator,
            cast(denominator as varchar) as denominator,
            cast(restated as varchar) as restated,
            no_value_code
        from core.result
        where row_no is not null
    ) on value, value_half, value_year, numerator, denominator, restated, no_value_code
    into name column_name value printed
),

plan_text as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            plan_submission_id as submission_id,
            plan_row_no as row_no,
            guideline,
            indicator,
            target_text
        from core.item
    ) on guideline, indicator, target_text
    into name column_name value printed
),

every as (
    select
        plan_code,
        round_code,
        item_code,
        'results' as table_name,
        * exclude (plan_code, round_code, item_code, sheet)
    from text
    union all by name
    select
        plan_code,
        round_code,
        item_code,
        'results' as table_name,
        * exclude (plan_code, round_code, item_code, sheet)
    from number
    union all by name
    select
        plan_code,
        round_code,
        item_code,
        'plan_item' as table_name,
        * exclude (plan_code, round_code, item_code)
    from plan_text
)

select
    e.plan_code,
    e.round_code,
    e.item_code,
    e.column_name,
    e.printed,
    s.sha256,
    s.file_name,
    p.sheet,
    p.letter || (e.row_no - p.row_offset) as cell,
    null as sql_model
from every as e
inner join core.submission as s on e.submission_id = s.submission_id
left join raw.column_place as p
    on
        e.submission_id = p.submission_id and e.table_name = p.table_name and e.column_name = p.column_name
        and e.row_no between p.first_row and p.last_row
union all by name
select
    plan_code,
    round_code,
    item_code,
    'outcome_value' as column_name,
    cast(outcome_value as varchar) as printed,
    'rollup.measure_round' as sql_model
from rollup.measure_round
where outcome_value is not null;
