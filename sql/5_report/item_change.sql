-- One row an item of an annual round: the bucket it was in at six months and at the year's end. Nothing is compared
-- (is_comparable) where either round has no report of it or a target of it is another one than before.
create or replace view report.item_change as
with retargeted as (
    select
        plan_code,
        round_code,
        item_code,
        bool_or(is_target_changed) as is_target_changed
    from rollup.round_change
    group by all
)

select
    y.plan_code,
    y.round_code,
    y.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    h.bucket as half_bucket,
    y.bucket as year_bucket,
    h.status <> 'not_reported' and y.status <> 'not_reported'
    and h.is_applicable and y.is_applicable
    and not coalesce(t.is_target_changed, true) as is_comparable
from rollup.item_round as y
inner join rollup.item_round as h
    on y.plan_code = h.plan_code and y.fiscal_year_be = h.fiscal_year_be and y.item_code = h.item_code
inner join core.item as i
    on y.plan_code = i.plan_code and y.round_code = i.round_code and y.item_code = i.item_code
left join retargeted as t
    on y.plan_code = t.plan_code and y.round_code = t.round_code and y.item_code = t.item_code
where y.round = '12m' and h.round = '6m';
