-- Which revision of the plan holds in which round, and who approved it? One row a plan and round.
select
    r.round_code,
    p.plan_code,
    p.revision_no,
    p.holds_from_round,
    p.approved_by,
    p.approved_on
from core.plan_round as r
inner join core.plan as p on r.submission_id = p.submission_id and r.plan_code = p.plan_code
order by p.plan_code asc, r.round_code desc;
