-- A11 warning: several divisions give channels or systems that are added up: one that serves all may be counted twice.
select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'item_code' as column_name,
    null as found,
    null as expected,
    m.unit
from rollup.measure_round as m
inner join core.result as r
    on
        m.plan_code = r.plan_code and m.round_code = r.round_code
        and m.item_code = r.item_code and m.measure_no = r.measure_no
inner join rollup.division_measure as d
    on
        r.plan_code = d.plan_code and r.round_code = d.round_code and r.item_code = d.item_code
        and r.measure_no = d.measure_no and r.division_code = d.division_code
where
    m.across_divisions = 'sum' and m.unit in ('ช่องทาง', 'ระบบ')
    and r.role <> 'lead' and r.row_no is not null and d.outcome_value > 0 and m.outcome_value > d.outcome_value
