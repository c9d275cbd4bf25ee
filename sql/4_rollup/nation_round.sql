-- One row a round: the sums over all ministries and over agencies without one.
create or replace table rollup.nation_round as
select
    fiscal_year_be,
    round_code,
    round,
    count(distinct ministry_code) as ministry_count,
    sum(columns('_count$'))::bigint
from rollup.ministry_round
group by all;
