-- R70 error: a measure of kind deadline is answered by what is no date.
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            case when value_on is null then value_text end as value,
            case when value_half_on is null then value_half_text end as value_half,
            case when value_year_on is null then value_year_text end as value_year,
            case when restated_on is null then restated_text end as restated
        from staging.result_measure
        -- Of a row that shows another item the value is none of this measure's.
        where kind = 'deadline' and coalesce(item_code_shown, item_code) = item_code
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
