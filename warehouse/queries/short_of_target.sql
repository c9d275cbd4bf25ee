-- Which targets were missed, and by how much? One row a measure with a value that has not reached its target.
select
    m.round_code,
    m.item_code,
    i.indicator,
    m.unit,
    m.target_value,
    m.outcome_value,
    abs(m.target_value - m.outcome_value) as gap_value,
    m.achievement_pct,
    m.status
from rollup.measure_round as m
inner join core.item as i
    on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code
where m.outcome_value is not null and m.status in ('behind', 'on_track', 'not_met', 'breached')
order by m.round_code desc, m.achievement_pct asc, i.strategy_no asc, i.tactic_no asc, i.guideline_no asc;
