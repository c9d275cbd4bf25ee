-- P28 error: an item stands twice, by the numbers of its code: 01.1.1 is 1.1.1.
with placed as (
    select
        t.submission_id,
        t.row_no,
        t.item_code,
        regexp_replace(t.item_code, '(^|\.)0+([0-9])', '\1\2', 'g') as numbers,
        p.letter || (t.row_no - p.row_offset) as cell
    from raw.plan_item as t
    left join raw.column_place as p
        on
            t.submission_id = p.submission_id and p.table_name = 'plan_item' and p.column_name = 'item_code'
            and t.row_no between p.first_row and p.last_row
    where t.item_code is not null
),

twice as (
    select
        submission_id,
        numbers,
        string_agg(cell, ', ' order by row_no) as cells
    from placed
    group by submission_id, numbers
    having count(*) > 1
)

select
    placed.submission_id,
    'plan_item' as table_name,
    placed.row_no,
    'item_code' as column_name,
    placed.item_code as found,
    null as expected,
    twice.cells
from placed
inner join twice using (submission_id, numbers)
