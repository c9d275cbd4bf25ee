-- One row a measure of a round: the annex of targets against outcomes.
create or replace view report.target as
select
    m.*,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    coalesce(m.measure_text, i.indicator) as indicator,
    i.target_text,
    charted(m.achievement_pct) as charted_pct,
    cast(case
        when m.round <> '6m' or m.comparator <> 'at_least' then null
        when m.interim_rule = 'plan' then round(100 * m.interim_target / nullif(m.target_value, 0), 2)
        when m.interim_rule = 'half' then 50
    end as decimal(38, 2)) as interim_pct
from rollup.measure_round as m
inner join core.item as i
    on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code;
