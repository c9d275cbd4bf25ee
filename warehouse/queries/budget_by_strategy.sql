-- How much of the money is spent? One row a strategy and round that uses money; baht since 1 October, never added up.
select
    round_code,
    strategy_no,
    count(*) as item_count,
    sum(budget_baht) as budget_baht,
    sum(spent_baht) as spent_baht,
    round(100 * sum(spent_baht) / nullif(sum(budget_baht), 0), 2) as spent_pct
from report.budget
group by round_code, strategy_no
order by round_code desc, strategy_no asc;
