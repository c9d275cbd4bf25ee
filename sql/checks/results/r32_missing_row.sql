-- R32 error: the form lacks the row of a measure that the plan asks this division for.
select
    s.submission_id,
    'results' as table_name,
    (
        select max(x.row_no) from raw.result_measure as x
        where x.submission_id = s.submission_id
    ) as row_no,
    'item_code' as column_name,
    m.item_code as found,
    null as expected
from staging.submission as s
inner join staging.role as r
    on s.plan_code = r.plan_code and s.round_code = r.round_code and s.division_code = r.division_code
inner join staging.measure as m
    on r.plan_code = m.plan_code and r.round_code = m.round_code and r.item_code = m.item_code
anti join staging.result_measure as v
    on s.submission_id = v.submission_id and m.item_code = v.item_code and m.measure_no = v.measure_no
where s.kind = 'results' and m.item_state <> 'cancelled'
