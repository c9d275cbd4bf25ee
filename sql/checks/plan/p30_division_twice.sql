-- P30 error: a division stands twice in an item, be it as lead, as support or as both.
select
    submission_id,
    'plan_role' as table_name,
    row_no,
    'division_code' as column_name,
    item_code as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan_role', 'division_code', row_no), ', ' order by row_no) over same as cells,
    division_code as division
from raw.plan_role
where item_code is not null and division_code is not null
window same as (partition by submission_id, item_code, division_code)
qualify count(*) over same > 1
