-- What stands in the way, why, and what is proposed? One row a division and item that tells an
-- obstacle, in the newest year.
select
    round_code,
    item_code,
    division_name,
    obstacle,
    cause,
    suggestion,
    resolve_by
from report.obstacle
where round_code in (
    select r.round_code from core.round as r
    where r.fiscal_year_be = (select max(y.fiscal_year_be) from core.round as y)
)
order by round_code desc, strategy_no asc, tactic_no asc, guideline_no asc, sort_no asc;
