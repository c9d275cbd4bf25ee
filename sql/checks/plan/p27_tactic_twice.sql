-- P27 error: a tactic stands twice, by its strategy's number and its own.
select
    submission_id,
    'plan_structure' as table_name,
    row_no,
    'tactic_no' as column_name,
    to_thai(cast(strategy_no as bigint) || '.' || cast(tactic_no as bigint)) as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan_structure', 'tactic_no', row_no), ', ' order by row_no) over same as cells
from raw.plan_structure
where level = 'tactic' and strategy_no is not null and tactic_no is not null
window same as (partition by submission_id, strategy_no, tactic_no)
qualify count(*) over same > 1
