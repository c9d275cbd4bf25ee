-- P35 error: the sheet that names the plan has several rows.
select
    submission_id,
    'plan' as table_name,
    row_no,
    'plan_code' as column_name,
    null as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan', 'plan_code', row_no), ', ' order by row_no) over same as cells
from raw.plan
window same as (partition by submission_id)
qualify count(*) over same > 1
