-- P35 error: the sheet that names the plan has several rows.
with placed as (
    select
        t.submission_id,
        t.row_no,
        p.letter || (t.row_no - p.row_offset) as cell
    from raw.plan as t
    left join raw.column_place as p
        on
            t.submission_id = p.submission_id and p.table_name = 'plan' and p.column_name = 'plan_code'
            and t.row_no between p.first_row and p.last_row
),

twice as (
    select
        submission_id,
        string_agg(cell, ', ' order by row_no) as cells
    from placed
    group by submission_id
    having count(*) > 1
)

select
    placed.submission_id,
    'plan' as table_name,
    placed.row_no,
    'plan_code' as column_name,
    null as found,
    null as expected,
    twice.cells
from placed
inner join twice using (submission_id)
