-- A05 warning: the six-month value locked in the annual form is not the one in force.
select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'previous' as column_name,
    coalesce(print_number(m.previous, m.unit), format_full(m.previous_on)) as found,
    coalesce(print_number(h.value, m.unit), format_full(h.answer_on)) as expected
from core.result as r
inner join staging.result_measure as m
    on r.submission_id = m.submission_id and r.row_no = m.row_no
inner join core.result as h
    on
        h.round = '6m' and r.plan_code = h.plan_code and r.fiscal_year_be = h.fiscal_year_be
        and r.item_code = h.item_code and r.measure_no = h.measure_no and r.division_code = h.division_code
where
    r.round = '12m' and not is_share(m.kind) and h.is_reported
    and (m.previous is distinct from h.value or m.previous_on is distinct from h.value_on)
