-- P21 error: an item has no measure.
select
    i.submission_id,
    'plan_item' as table_name,
    i.row_no,
    'item_code' as column_name,
    i.item_code as found,
    null as expected
from raw.plan_item as i
anti join raw.plan_measure as m on i.submission_id = m.submission_id and i.item_code = m.item_code
where i.item_code is not null
