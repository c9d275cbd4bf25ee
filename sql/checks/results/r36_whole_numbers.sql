-- R36 error: things are counted whole.
with cells as (
    select
        submission_id,
        row_no,
        unit,
        unnest(value_cells(value, value_half, value_year, restated)) as cell
    from staging.result_measure
    inner join raw.kind using (kind)
    where is_whole and unit <> 'ร้อยละ'
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    print_number(cell.answer, unit) as found,
    null as expected,
    unit
from cells
where cell.answer <> trunc(cell.answer)
