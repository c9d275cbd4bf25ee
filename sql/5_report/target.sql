-- One row a measure of a round: the annex of targets against outcomes.
create or replace view report.target as
select
    m.*,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    coalesce(m.measure_text, i.indicator) as indicator,
    i.target_text
from rollup.measure_round as m
inner join core.item as i
    on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code;
