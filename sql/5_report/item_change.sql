-- One row an item of an annual round: the bucket it was in at six months and at the year's end.
create or replace view report.item_change as
select
    y.plan_code,
    y.round_code,
    y.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    h.bucket as half_bucket,
    y.bucket as year_bucket
from rollup.item_round as y
inner join rollup.item_round as h
    on y.plan_code = h.plan_code and y.fiscal_year_be = h.fiscal_year_be and y.item_code = h.item_code
inner join core.item as i
    on y.plan_code = i.plan_code and y.round_code = i.round_code and y.item_code = i.item_code
where y.round = '12m' and h.round = '6m';
