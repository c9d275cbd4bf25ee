-- P20 error: an item has no lead division, or several.
select
    i.submission_id,
    'plan_item' as table_name,
    i.row_no,
    'item_code' as column_name,
    i.item_code as found,
    count(*) filter (where r.role = 'lead') as expected
from raw.plan_item as i
left join raw.plan_role as r on i.submission_id = r.submission_id and i.item_code = r.item_code
where i.item_code is not null
group by all
having count(*) filter (where r.role = 'lead') <> 1
