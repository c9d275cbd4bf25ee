-- One row a round: how many warnings stand on its submissions in force and on the plan in force.
create or replace view report.check_count as
select
    plan_code,
    round_code,
    count(*) as warning_count
from report.check_finding
group by all;
