-- P29 error: a measure stands twice, by its item and number.
with placed as (
    select
        t.submission_id,
        t.row_no,
        t.item_code,
        t.measure_no,
        p.letter || (t.row_no - p.row_offset) as cell
    from raw.plan_measure as t
    left join raw.column_place as p
        on
            t.submission_id = p.submission_id and p.table_name = 'plan_measure' and p.column_name = 'measure_no'
            and t.row_no between p.first_row and p.last_row
    where t.item_code is not null and t.measure_no is not null
),

twice as (
    select
        submission_id,
        item_code,
        measure_no,
        string_agg(cell, ', ' order by row_no) as cells
    from placed
    group by submission_id, item_code, measure_no
    having count(*) > 1
)

select
    placed.submission_id,
    'plan_measure' as table_name,
    placed.row_no,
    'measure_no' as column_name,
    item_code as found,
    null as expected,
    twice.cells,
    to_thai(cast(measure_no as bigint)) as number
from placed
inner join twice using (submission_id, item_code, measure_no)
