-- P26 error: a strategy stands twice, by its number.
select
    submission_id,
    'plan_structure' as table_name,
    row_no,
    'strategy_no' as column_name,
    to_thai(cast(strategy_no as bigint)) as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan_structure', 'strategy_no', row_no), ', ' order by row_no) over same as cells
from raw.plan_structure
where level = 'strategy' and strategy_no is not null
window same as (partition by submission_id, strategy_no)
qualify count(*) over same > 1
