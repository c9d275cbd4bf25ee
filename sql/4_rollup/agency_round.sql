-- One row an agency's plan in a round: the sums over its strategies, zero where no item applies. Items that do not
-- apply are in no total.
create or replace table rollup.agency_round as
with summed as (
    select
        plan_code,
        round_code,
        sum(columns('_count$'))
    from rollup.strategy_round
    group by all
)

select
    p.plan_code,
    p.agency_code,
    p.fiscal_year_be,
    p.round_code,
    p.round,
    coalesce(columns(s.* exclude (plan_code, round_code)), 0)::bigint
from staging.plan_round as p
left join summed as s on p.plan_code = s.plan_code and p.round_code = s.round_code;
