-- R71 error: a form made when the plan asked for a day says no number where the plan now asks for one.
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            case when value is null then value_text end as value,
            case when value_half is null then value_half_text end as value_half,
            case when value_year is null then value_year_text end as value_year,
            case when restated is null then restated_text end as restated
        from staging.result_measure
        where kind <> 'deadline' and kind_shown = 'deadline'
    ) on value, value_half, value_year, restated into name column_name value typed
)

select
    submission_id,
    'results' as table_name,
    row_no,
    column_name,
    typed as found,
    null as expected
from cells
