-- One row a measure in two years, with the wording of both: the analysts' table of years side by side.
create or replace view report.year_change as
select
    y.*,
    n.guideline,
    b.guideline as previous_guideline,
    n.indicator,
    b.indicator as previous_indicator,
    n.target_text,
    b.target_text as previous_target_text
from rollup.year_change as y
left join core.item as n
    on y.plan_code = n.plan_code and y.round_code = n.round_code and y.item_code = n.item_code
left join core.item as b
    on
        y.previous_plan_code = b.plan_code and y.previous_round_code = b.round_code
        and y.item_code = b.item_code;
