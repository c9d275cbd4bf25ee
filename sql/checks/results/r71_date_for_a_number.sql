-- R71 error: a form made when the plan asked for a day says no number where the plan now asks for one.
with cells as (
    select
        submission_id,
        row_no,
        unnest(value_cells(
            case when value is null then value_text end,
            case when value_half is null then value_half_text end,
            case when value_year is null then value_year_text end,
            case when restated is null then restated_text end
        )) as cell
    from staging.result_measure
    where not asks_day(kind) and asks_day(kind_shown)
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    cell.answer as found,
    null as expected
from cells
