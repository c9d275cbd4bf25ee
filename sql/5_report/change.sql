-- One row a measure of an annual round: six-month value, annual value and the change.
create or replace view report.change as
select
    c.*,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    coalesce(m.measure_text, i.indicator) as indicator,
    i.target_text,
    b.target_text as previous_target_text,
    m.comparator,
    m.target_value,
    is_computed(m.kind, m.across_rounds, m.across_divisions) as is_computed,
    charted(c.first_half_achievement_pct) as charted_first_half_pct,
    charted(c.year_achievement_pct) as charted_year_pct
from rollup.round_change as c
inner join core.item as i
    on c.plan_code = i.plan_code and c.round_code = i.round_code and c.item_code = i.item_code
left join core.item as b
    on c.plan_code = b.plan_code and c.previous_round_code = b.round_code and c.item_code = b.item_code
left join core.measure as m
    on
        c.plan_code = m.plan_code and c.round_code = m.round_code and c.item_code = m.item_code
        and c.measure_no = m.measure_no;
