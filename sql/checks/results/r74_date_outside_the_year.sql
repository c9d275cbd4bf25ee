-- R74 warning: what a measure of kind deadline was reached on lies outside what the round's document speaks of.
with cells as (
    select
        m.submission_id,
        m.row_no,
        p.covers_from,
        p.covers_to,
        unnest(value_cells(m.value_on, m.value_half_on, m.value_year_on, null)) as cell
    from staging.result_measure as m
    inner join raw.round as p on m.round_code = p.round_code
    where asks_day(m.kind)
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    format_full(cell.answer) as found,
    null as expected,
    format_full(covers_from) as from_on,
    format_full(covers_to) as to_on
from cells
where cell.answer < covers_from or cell.answer > covers_to
