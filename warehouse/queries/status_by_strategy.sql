-- How far is each strategy? One row a strategy and round; the three buckets add up to its items.
select
    round_code,
    strategy_no,
    item_count,
    met_count,
    not_yet_met_count,
    no_value_count
from rollup.strategy_round
order by round_code desc, strategy_no asc;
