-- One row a value or text that the edition in force changed, in the report's order: the annex of changes.
create or replace view report.edition_change as
select
    c.plan_code,
    c.round_code,
    c.edition_no,
    c.item_code,
    i.strategy_no,
    i.tactic_no,
    i.guideline_no,
    c.measure_no,
    c.division_code,
    d.division_name,
    d.sort_no,
    c.field,
    c.before_value,
    c.after_value,
    c.reason
from rollup.edition_change as c
left join core.item as i
    on c.plan_code = i.plan_code and c.round_code = i.round_code and c.item_code = i.item_code
left join core.division_round as d on c.round_code = d.round_code and c.division_code = d.division_code;
