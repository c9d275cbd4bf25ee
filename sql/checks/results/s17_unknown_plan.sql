-- S17 error: the form belongs to a plan that holds in no such round.
select
    s.submission_id,
    null as table_name,
    null as row_no,
    null as column_name,
    s.plan_code as found,
    null as expected,
    s.plan_code as value
from staging.submission as s
anti join staging.plan_round as p on s.plan_code = p.plan_code and s.round_code = p.round_code
where s.kind = 'results'
