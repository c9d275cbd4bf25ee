-- One row an item that applies and a division that answers for it and has not reported it in the round: of these
-- nothing may be said.
create or replace view report.unreported as
with told as (
    select distinct
        plan_code,
        round_code,
        item_code,
        division_code
    from core.result
    where is_reported
)

select
    d.plan_code,
    d.round_code,
    d.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    d.division_code,
    d.division_name,
    d.role,
    d.sort_no
from report.item_division as d
inner join core.item as i
    on d.plan_code = i.plan_code and d.round_code = i.round_code and d.item_code = i.item_code
inner join rollup.item_round as r
    on d.plan_code = r.plan_code and d.round_code = r.round_code and d.item_code = r.item_code
left join told as t
    on
        d.plan_code = t.plan_code and d.round_code = t.round_code
        and d.item_code = t.item_code and d.division_code = t.division_code
where r.is_applicable and t.division_code is null;
