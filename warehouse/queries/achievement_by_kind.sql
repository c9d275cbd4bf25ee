-- Which kinds of targets are reached? One row a kind of measure and round; achievements are counted, never averaged.
select
    round_code,
    kind,
    count(*) as measure_count,
    count(*) filter (where status = 'met') as met_count,
    count(*) filter (where outcome_value is null) as no_value_count,
    count(*) filter (where achievement_pct > 100) as above_target_count
from rollup.measure_round
group by round_code, kind
order by round_code desc, kind asc;
