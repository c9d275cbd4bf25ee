-- One row an item of a round: the five printed cells and where they stand in the report.
create or replace view report.item as
select
    i.plan_code,
    i.round_code,
    i.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    concat_ws(' ', i.printed_no, i.guideline) as guideline,
    r.activity,
    i.indicator,
    i.target_text,
    r.outcome_text,
    r.is_composed,
    r.narrative,
    r.status,
    r.bucket,
    r.is_applicable,
    r.cause,
    r.obstacle,
    r.deciding_measure_no
from core.item as i
inner join rollup.item_round as r
    on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code;
