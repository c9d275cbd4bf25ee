-- One row a strategy of an agency's plan in a round: its line in the report of the agency's ministry.
create or replace view report.overview_strategy as
select
    p.round_code,
    p.ministry_code,
    p.agency_code,
    s.plan_code,
    s.strategy_no,
    h.printed,
    s.item_count,
    s.met_count,
    s.not_yet_met_count,
    s.no_value_count,
    percent_of(s.met_count, s.item_count) as met_pct
from rollup.strategy_round as s
inner join rollup.agency_place as p on s.plan_code = p.plan_code and s.round_code = p.round_code
left join report.structure as h
    on
        s.plan_code = h.plan_code and s.round_code = h.round_code and s.strategy_no = h.strategy_no
        and h.level = 'strategy';
