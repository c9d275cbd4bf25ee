-- One row an item of a round that uses money: allocated and disbursed to date, in baht, as its divisions told last in
-- the year. earlier_on is the oldest day of a figure that an earlier round told; null where this round told them all. A
-- sum adds what is known; a percentage of what is known in part is null.
create or replace view report.budget as
select
    m.plan_code,
    m.round_code,
    m.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    cast(sum(m.allocated_baht) as decimal(38, 2)) as budget_baht,
    cast(sum(m.spent_baht) as decimal(38, 2)) as spent_baht,
    bool_and(m.allocated_baht is not null and m.spent_baht is not null) as is_whole,
    case when is_whole then percent_of(sum(m.spent_baht), sum(m.allocated_baht)) end as spent_pct,
    min(m.as_of_on) filter (where m.is_earlier) as earlier_on
from rollup.item_money as m
inner join core.item as i
    on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code
where m.budget_use = 'used'
group by all;
