-- P32 error: a measure or a division names an item that the plan does not have.
with naming as (
    select
        submission_id,
        'plan_measure' as table_name,
        row_no,
        item_code
    from raw.plan_measure
    union all
    select
        submission_id,
        'plan_role' as table_name,
        row_no,
        item_code
    from raw.plan_role
)

select
    n.submission_id,
    n.table_name,
    n.row_no,
    'item_code' as column_name,
    n.item_code as found,
    null as expected
from naming as n
anti join raw.plan_item as i on n.submission_id = i.submission_id and n.item_code = i.item_code
where n.item_code is not null
