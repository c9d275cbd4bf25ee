-- How far are ministries and the nation? One row a ministry and round, the nation's sum first.
select
    round_code,
    'nation' as level,
    null as ministry_name,
    agency_count,
    item_count,
    met_count,
    not_yet_met_count,
    no_value_count
from rollup.nation_round
union all
select
    round_code,
    'ministry' as level,
    ministry_name,
    agency_count,
    item_count,
    met_count,
    not_yet_met_count,
    no_value_count
from rollup.ministry_round
order by round_code desc, level desc, ministry_name asc;
