-- P30 error: a division stands twice in an item, be it as lead, as support or as both.
with placed as (
    select
        t.submission_id,
        t.row_no,
        t.item_code,
        t.division_code,
        p.letter || (t.row_no - p.row_offset) as cell
    from raw.plan_role as t
    left join raw.column_place as p
        on
            t.submission_id = p.submission_id and p.table_name = 'plan_role' and p.column_name = 'division_code'
            and t.row_no between p.first_row and p.last_row
    where t.item_code is not null and t.division_code is not null
),

twice as (
    select
        submission_id,
        item_code,
        division_code,
        string_agg(cell, ', ' order by row_no) as cells
    from placed
    group by submission_id, item_code, division_code
    having count(*) > 1
)

select
    placed.submission_id,
    'plan_role' as table_name,
    placed.row_no,
    'division_code' as column_name,
    item_code as found,
    null as expected,
    twice.cells,
    division_code as division
from placed
inner join twice using (submission_id, item_code, division_code)
