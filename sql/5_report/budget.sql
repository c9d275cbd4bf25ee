-- One row an item of a round that uses money: allocated and disbursed to date, in baht.
create or replace view report.budget as
select
    t.plan_code,
    t.round_code,
    t.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    sum(coalesce(t.revised_baht, t.budget_baht)) as budget_baht,
    sum(t.spent_baht) as spent_baht,
    cast(
        round(100 * sum(t.spent_baht) / nullif(sum(coalesce(t.revised_baht, t.budget_baht)), 0), 2)
        as decimal(38, 2)
    ) as spent_pct
from core.result_item as t
inner join core.item as i
    on t.plan_code = i.plan_code and t.round_code = i.round_code and t.item_code = i.item_code
where t.budget_use = 'used'
group by all;
