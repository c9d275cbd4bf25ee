-- S17 error: the form belongs to a plan that its agency has not, while another plan of the agency holds in the round.
select
    s.submission_id,
    null as table_name,
    null as row_no,
    null as column_name,
    s.plan_code as found,
    p.plan_codes as expected,
    s.plan_code as value
from staging.submission as s
inner join (
    select
        agency_code,
        round_code,
        string_agg(plan_code, ' ' order by plan_code) as plan_codes
    from staging.plan_round
    group by agency_code, round_code
) as p on s.agency_code = p.agency_code and s.round_code = p.round_code
anti join staging.plan_submission as o on s.plan_code = o.plan_code and s.agency_code = o.agency_code
where s.kind = 'results'
