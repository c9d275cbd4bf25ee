-- A07 warning: both annual cells are filled, but the division sent nothing in the first round.
select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'value_year' as column_name,
    print_number(r.value_year, m.unit) as found,
    null as expected
from core.result as r
inner join core.measure as m
    on
        r.plan_code = m.plan_code and r.round_code = m.round_code
        and r.item_code = m.item_code and r.measure_no = m.measure_no
inner join core.result as h
    on
        h.round = '6m' and r.plan_code = h.plan_code and r.fiscal_year_be = h.fiscal_year_be
        and r.item_code = h.item_code and r.measure_no = h.measure_no and r.division_code = h.division_code
where r.round = '12m' and r.value_half is not null and r.value_year is not null and not h.is_reported
