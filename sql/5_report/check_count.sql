-- One row a round: how many warnings stand on its submissions in force and on the plan in force.
create or replace view report.check_count as
select
    p.plan_code,
    p.round_code,
    count(*) as warning_count
from staging.plan_round as p
inner join core.submission as s
    on s.is_in_force and (s.submission_id = p.submission_id or (s.round_code = p.round_code and s.plan_code = p.plan_code))
inner join core.finding as f on s.submission_id = f.submission_id and f.severity = 'warning'
group by all;
