-- One row a measure of an annual round: six-month value, annual value and the change.
create or replace view report.change as
select
    c.*,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    i.target_text,
    least(c.first_half_achievement_pct, chart_cap()) as charted_first_half_pct,
    least(c.year_achievement_pct, chart_cap()) as charted_year_pct
from rollup.round_change as c
inner join core.item as i
    on c.plan_code = i.plan_code and c.round_code = i.round_code and c.item_code = i.item_code;
