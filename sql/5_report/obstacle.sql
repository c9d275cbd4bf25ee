-- One row a division and item of a round that reports an obstacle: the annex of obstacles and suggestions.
create or replace view report.obstacle as
select
    t.plan_code,
    t.round_code,
    t.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    t.division_code,
    coalesce(d.division_name, t.division_code) as division_name,
    t.obstacle,
    t.cause,
    t.suggestion,
    t.resolve_by,
    t.role,
    t.sort_no
from core.result_item as t
inner join core.item as i
    on t.plan_code = i.plan_code and t.round_code = i.round_code and t.item_code = i.item_code
left join core.division_round as d on t.round_code = d.round_code and t.division_code = d.division_code
where told_obstacle(t.obstacle) is not null;
