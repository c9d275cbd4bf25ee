-- R82 warning: a percentage of at most one, as 90% is stored that was typed into a cell of numbers.
with cells as (
    select
        submission_id,
        row_no,
        unit,
        unnest(value_cells(value, value_half, value_year, restated)) as cell
    from staging.result_measure
    where unit = 'ร้อยละ' and not asks_day(kind) and not is_share(kind)
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    print_number(cell.answer, unit) as found,
    print_number(100 * cell.answer, unit) as expected
from cells
where cell.answer > 0 and cell.answer <= 1
