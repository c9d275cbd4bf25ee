-- P28 error: an item stands twice, by the numbers of its code: 01.1.1 is 1.1.1.
select
    submission_id,
    'plan_item' as table_name,
    row_no,
    'item_code' as column_name,
    item_code as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan_item', 'item_code', row_no), ', ' order by row_no) over same as cells
from raw.plan_item
where item_code is not null
window same as (partition by submission_id, regexp_replace(item_code, '(^|\.)0+([0-9])', '\1\2', 'g'))
qualify count(*) over same > 1
