-- One row a sheet row that reports on or defines an item: which item it is. A view: kept, it would be a copy.
create or replace view staging.row_item as
select distinct
    submission_id,
    'results' as table_name,
    row_no,
    item_key as item_code
from raw.result_measure
where item_key is not null
union all
select distinct
    submission_id,
    'plan_item' as table_name,
    row_no,
    item_code
from raw.plan_item
where item_code is not null
union all
select distinct
    submission_id,
    'plan_measure' as table_name,
    row_no,
    item_code
from raw.plan_measure
where item_code is not null;
