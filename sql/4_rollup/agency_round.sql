-- One row an agency's plan in a round: the sums over its strategies. Items that do not apply are in no total.
create or replace table rollup.agency_round as
select
    plan_code,
    agency_code,
    fiscal_year_be,
    round_code,
    round,
    sum(columns('_count$'))::bigint
from rollup.strategy_round
group by all;
