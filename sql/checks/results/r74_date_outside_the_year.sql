-- R74 warning: what a measure of kind deadline was reached on lies outside what the round's document speaks of.
with cells as (
    unpivot (
        select
            m.submission_id,
            m.row_no,
            p.covers_from,
            p.covers_to,
            m.value_on as value,
            m.value_half_on as value_half,
            m.value_year_on as value_year
        from staging.result_measure as m
        inner join raw.round as p on m.round_code = p.round_code
        where asks_day(m.kind)
    ) on value, value_half, value_year into name column_name value day
)

select
    submission_id,
    'results' as table_name,
    row_no,
    column_name,
    format_full(day) as found,
    null as expected,
    format_full(covers_from) as from_on,
    format_full(covers_to) as to_on
from cells
where day < covers_from or day > covers_to
