-- What moved between the two rounds? One row an item whose status is another one at year's end.
select
    y.fiscal_year_be,
    y.item_code,
    h.status as half_status,
    y.status as year_status,
    h.outcome_text as half_outcome,
    y.outcome_text as year_outcome
from rollup.item_round as y
inner join rollup.item_round as h
    on y.plan_code = h.plan_code and y.fiscal_year_be = h.fiscal_year_be and y.item_code = h.item_code
inner join core.item as i
    on y.plan_code = i.plan_code and y.round_code = i.round_code and y.item_code = i.item_code
where y.round = '12m' and h.round = '6m' and y.status <> h.status
order by y.fiscal_year_be, i.strategy_no, i.tactic_no, i.guideline_no;
