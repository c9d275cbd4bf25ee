-- P31 error: a row of the plan lacks what says whose row it is; a number that is not
-- whole, or too large for a number of rows, says nothing.
with lacking as (
    select
        submission_id,
        'plan' as table_name,
        row_no,
        unnest([
            case when plan_code is null then 'plan_code' end,
            case when agency_code is null then 'agency_code' end,
            case when not coalesce(is_number_of_row(fiscal_year_be), false) then 'fiscal_year_be' end
        ]) as column_name
    from raw.plan
    union all
    select
        submission_id,
        'plan_structure' as table_name,
        row_no,
        unnest([
            case when level is null then 'level' end,
            case when not coalesce(is_number_of_row(strategy_no), false) then 'strategy_no' end,
            case
                when level = 'tactic' and (not coalesce(is_number_of_row(tactic_no), false)) then 'tactic_no'
            end
        ]) as column_name
    from raw.plan_structure
    union all
    select
        submission_id,
        'plan_item' as table_name,
        row_no,
        case when item_code is null then 'item_code' end as column_name
    from raw.plan_item
    union all
    select
        submission_id,
        'plan_measure' as table_name,
        row_no,
        unnest([
            case when item_code is null then 'item_code' end,
            case when not coalesce(is_number_of_row(measure_no), false) then 'measure_no' end
        ]) as column_name
    from raw.plan_measure
    union all
    select
        submission_id,
        'plan_role' as table_name,
        row_no,
        unnest([
            case when item_code is null then 'item_code' end,
            case when division_code is null then 'division_code' end,
            case when role is null then 'role' end
        ]) as column_name
    from raw.plan_role
)

select
    *,
    null as found,
    null as expected
from lacking
where column_name is not null
