-- What stands in the way, why, and what is proposed? One row a division and item that tells an obstacle.
select
    round_code,
    item_code,
    division_name,
    obstacle,
    cause,
    suggestion,
    resolve_by
from report.obstacle
order by round_code desc, strategy_no asc, tactic_no asc, guideline_no asc, sort_no asc;
