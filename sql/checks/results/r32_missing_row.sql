-- R32 error: the form lacks the row of a measure that the plan asks this division for. It is told at the row after
-- which it stood, for the first one at the headings; not where another row shows that it is it.
select
    s.submission_id,
    'results' as table_name,
    coalesce(
        (
            select max(x.row_no) from staging.result_measure as x
            inner join staging.item as i
                on x.plan_code = i.plan_code and x.round_code = i.round_code and x.item_code = i.item_code
            where
                x.submission_id = s.submission_id
                and (i.strategy_no, i.tactic_no, i.guideline_no, x.measure_no)
                < (a.strategy_no, a.tactic_no, a.guideline_no, m.measure_no)
        ),
        (
            select min(x.row_no) - 1 from staging.result_measure as x
            where x.submission_id = s.submission_id
        )
    ) as row_no,
    'item_code' as column_name,
    m.name as found,
    null as expected
from staging.submission as s
inner join staging.role as r
    on s.plan_code = r.plan_code and s.round_code = r.round_code and s.division_code = r.division_code
inner join staging.measure_words as m
    on r.plan_code = m.plan_code and r.round_code = m.round_code and r.item_code = m.item_code
inner join staging.item as a
    on m.plan_code = a.plan_code and m.round_code = a.round_code and m.item_code = a.item_code
anti join staging.result_measure as v
    on s.submission_id = v.submission_id and m.item_code = v.item_code and m.measure_no = v.measure_no
anti join staging.shown_row as t
    on
        s.submission_id = t.submission_id and m.item_code = t.other_item_code
        and m.measure_no = t.other_measure_no and t.is_whole
where
    s.kind = 'results' and a.state <> 'cancelled'
    -- A form without the sheet of results has a rule of its own.
    and exists (
        select 1 from raw.column_place as p
        where p.submission_id = s.submission_id and p.table_name = 'results'
    )
