-- P26 error: a strategy stands twice, by its number.
with placed as (
    select
        t.submission_id,
        t.row_no,
        t.strategy_no,
        p.letter || (t.row_no - p.row_offset) as cell
    from raw.plan_structure as t
    left join raw.column_place as p
        on
            t.submission_id = p.submission_id and p.table_name = 'plan_structure' and p.column_name = 'strategy_no'
            and t.row_no between p.first_row and p.last_row
    where t.level = 'strategy' and t.strategy_no is not null
),

twice as (
    select
        submission_id,
        strategy_no,
        string_agg(cell, ', ' order by row_no) as cells
    from placed
    group by submission_id, strategy_no
    having count(*) > 1
)

select
    placed.submission_id,
    'plan_structure' as table_name,
    placed.row_no,
    'strategy_no' as column_name,
    to_thai(cast(strategy_no as bigint)) as found,
    null as expected,
    twice.cells
from placed
inner join twice using (submission_id, strategy_no)
