-- One row a strategy of a round: items by bucket, the table of the summary page.
create or replace view report.status_by_strategy as
select
    plan_code,
    round_code,
    strategy_no,
    item_count,
    met_count,
    not_yet_met_count,
    no_value_count
from rollup.strategy_round;
