-- What stands in the way, why, and what is proposed? One row a division and item that tells an obstacle, in the newest
-- year.
with newest as (
    select round_code from core.round
    where fiscal_year_be = (select max(y.fiscal_year_be) from core.round as y)
)

select
    o.round_code,
    o.item_code,
    o.division_name,
    o.obstacle,
    o.cause,
    o.suggestion,
    o.resolve_by
from report.obstacle as o
inner join newest as n on o.round_code = n.round_code
order by o.round_code desc, o.strategy_no asc, o.tactic_no asc, o.guideline_no asc, o.sort_no asc;
