-- One row a division and item of a round: the texts to print. In 12m they are the division's own annual texts; where it
-- gave none, its six-month texts stand under that round's name.
create or replace table rollup.item_text as
select
    r.plan_code,
    r.round_code,
    r.item_code,
    r.division_code,
    r.role,
    d.sort_no,
    coalesce(n.submission_id, h.submission_id) as submission_id,
    coalesce(n.activity, h.activity) as activity,
    coalesce(n.outcome_text, o.label || ': ' || h.outcome_text) as outcome_text,
    coalesce(n.narrative, o.label || ': ' || h.narrative) as narrative,
    n.obstacle,
    n.cause,
    n.suggestion,
    n.resolve_by,
    n.budget_use,
    n.budget_baht,
    n.revised_baht,
    n.spent_baht
from staging.role as r
inner join staging.plan_round as p on r.plan_code = p.plan_code and r.round_code = p.round_code
left join core.division as d on r.division_code = d.division_code
left join core.result_item as n
    on
        r.plan_code = n.plan_code and r.round_code = n.round_code
        and r.item_code = n.item_code and r.division_code = n.division_code
left join raw.round as o on p.round = '12m' and o.round = '6m' and p.fiscal_year_be = o.fiscal_year_be
left join core.result_item as h
    on
        o.round_code = h.round_code and r.plan_code = h.plan_code
        and r.item_code = h.item_code and r.division_code = h.division_code
where n.submission_id is not null or h.submission_id is not null;
