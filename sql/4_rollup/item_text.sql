-- One row a division and item of a round: the texts to print. In 12m they are the division's own annual texts; where it
-- gave none, its six-month texts stand under that round's name, but never its outcome: what the half reached is not
-- what the year reached. A view: see core.result_item.
create or replace view rollup.item_text as
select
    n.plan_code,
    n.round_code,
    n.item_code,
    n.division_code,
    n.role,
    n.sort_no,
    n.submission_id,
    n.activity,
    n.outcome_text,
    n.narrative,
    n.obstacle,
    n.cause,
    n.suggestion,
    n.resolve_by
from core.result_item as n
inner join raw.round as p on n.round_code = p.round_code
where p.round <> '12m' or (n.activity is not null and n.narrative is not null)
union all by name
-- Apart from the others, or ten years of six-month texts are read for the few that are wanted.
select
    r.plan_code,
    r.round_code,
    r.item_code,
    r.division_code,
    r.role,
    d.sort_no,
    coalesce(n.submission_id, h.submission_id) as submission_id,
    coalesce(n.activity, h.activity) as activity,
    n.outcome_text,
    coalesce(n.narrative, o.label || ': ' || h.narrative) as narrative,
    n.obstacle,
    n.cause,
    n.suggestion,
    n.resolve_by
from staging.role as r
inner join staging.plan_round as p on r.plan_code = p.plan_code and r.round_code = p.round_code and p.round = '12m'
left join core.division_round as d on r.round_code = d.round_code and r.division_code = d.division_code
left join core.result_item as n
    on
        r.plan_code = n.plan_code and r.round_code = n.round_code
        and r.item_code = n.item_code and r.division_code = n.division_code
left join raw.round as o on p.fiscal_year_be = o.fiscal_year_be and o.round = '6m'
left join core.result_item as h
    on
        o.round_code = h.round_code and r.plan_code = h.plan_code
        and r.item_code = h.item_code and r.division_code = h.division_code
where
    (n.submission_id is not null or h.submission_id is not null)
    and (n.activity is null or n.narrative is null);
