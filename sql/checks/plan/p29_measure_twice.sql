-- P29 error: a measure stands twice, by its item and number.
select
    submission_id,
    'plan_measure' as table_name,
    row_no,
    'measure_no' as column_name,
    item_code as found,
    null as expected,
    string_agg(cell_of(submission_id, 'plan_measure', 'measure_no', row_no), ', ' order by row_no) over same as cells,
    to_thai(cast(measure_no as bigint)) as number
from raw.plan_measure
where item_code is not null and measure_no is not null
window same as (partition by submission_id, item_code, measure_no)
qualify count(*) over same > 1
