-- P34 error: the plan's code is that of another agency's plan, which came first.
select
    p.submission_id,
    'plan' as table_name,
    p.row_no,
    'plan_code' as column_name,
    p.plan_code as found,
    null as expected
from raw.plan as p
inner join staging.submission as s on p.submission_id = s.submission_id
where
    exists (
        select 1 from raw.plan as q
        inner join staging.submission as t on q.submission_id = t.submission_id
        where
            q.plan_code = p.plan_code and t.agency_code <> s.agency_code
            and q.agency_code = t.agency_code and not t.is_withdrawn
            and (t.received_at, t.division_code) < (s.received_at, s.division_code)
    )
