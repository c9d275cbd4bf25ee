-- R33 error: a measure stands on two rows.
select
    submission_id,
    'results' as table_name,
    row_no,
    'item_code' as column_name,
    item_code as found,
    null as expected
from staging.result_measure
qualify row_number() over (partition by submission_id, item_code, measure_no order by row_no) > 1
