-- R35 error: a percentage of progress, score or document lies above 100; a ratio is judged by its parts (R68).
with cells as (
    select
        submission_id,
        row_no,
        unnest(value_cells(value, value_half, value_year, restated)) as cell
    from staging.result_measure
    inner join raw.kind using (kind)
    where at_most_100 and unit = 'ร้อยละ'
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    print_number(cell.answer, 'ร้อยละ') as found,
    null as expected
from cells
where cell.answer > 100
