-- One row a division and item of a round of which the division has told whether money is used: the latest it said in
-- the year, since money is cumulative. as_of_on is the day up to which it speaks. A view: see core.result_item.
create or replace view rollup.item_money as
select
    p.plan_code,
    p.round_code,
    m.item_code,
    m.division_code,
    r.role,
    m.submission_id,
    m.budget_use,
    cast(m.budget_baht as decimal(38, 2)) as budget_baht,
    cast(m.revised_baht as decimal(38, 2)) as revised_baht,
    cast(coalesce(m.revised_baht, m.budget_baht) as decimal(38, 2)) as allocated_baht,
    cast(m.spent_baht as decimal(38, 2)) as spent_baht,
    q.round_code as told_round_code,
    q.round_code <> p.round_code as is_earlier,
    coalesce(m.spent_on, q.covers_to) as as_of_on
from staging.plan_round as p
inner join staging.plan_round as q on p.plan_code = q.plan_code and p.covers_to >= q.covers_to
inner join core.result_item as m on q.plan_code = m.plan_code and q.round_code = m.round_code
inner join staging.role as r
    on
        p.plan_code = r.plan_code and p.round_code = r.round_code
        and m.item_code = r.item_code and m.division_code = r.division_code
where m.budget_use is not null
qualify row_number() over (
    partition by p.plan_code, p.round_code, m.item_code, m.division_code
    order by q.covers_to desc, q.round_code desc
) = 1;
