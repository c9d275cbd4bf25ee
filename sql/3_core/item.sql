-- One row an item of a plan in a round, with the printed texts of the plan and the sort order of its numbers.
create or replace table core.item as
select
    i.*,
    s.text as strategy_name,
    s.printed_label as strategy_label,
    t.text as tactic_name,
    t.printed_label as tactic_label
from staging.item as i
left join raw.plan_structure as s
    on i.plan_submission_id = s.submission_id and s.level = 'strategy' and i.strategy_no = s.strategy_no
left join raw.plan_structure as t
    on
        i.plan_submission_id = t.submission_id and t.level = 'tactic'
        and i.strategy_no = t.strategy_no and i.tactic_no = t.tactic_no;
