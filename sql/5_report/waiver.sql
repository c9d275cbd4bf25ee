-- One row a waiver that holds for a plan's round: the annex of notes.
create or replace view report.waiver as
select
    p.plan_code,
    p.round_code,
    w.number,
    w.rule,
    w.division_code,
    d.division_name,
    w.item_code,
    w.role,
    w.reason,
    w.until_on
from staging.plan_round as p
inner join staging.decision as w
    on
        w.kind = 'waiver' and coalesce(p.round_code = w.round_code, true)
        and coalesce(p.agency_code = w.agency_code, true)
left join core.division_round as d on p.round_code = d.round_code and w.division_code = d.division_code;
