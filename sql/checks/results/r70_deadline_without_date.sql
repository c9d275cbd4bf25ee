-- R70 error: a measure of kind deadline is answered by what is no date.
with cells as (
    select
        submission_id,
        row_no,
        unnest(value_cells(
            case when value_on is null then value_text end,
            case when value_half_on is null then value_half_text end,
            case when value_year_on is null then value_year_text end,
            case when restated_on is null then restated_text end
        )) as cell
    from staging.result_measure
    -- Of a row that shows another item the value is none of this measure's.
    where asks_day(kind) and coalesce(item_code_shown, item_code) = item_code
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    cell.answer as found,
    null as expected
from cells
