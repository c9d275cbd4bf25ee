-- R33 error: a measure stands on two rows; one whose texts are another measure's has its own rule.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'item_code' as column_name,
    coalesce(k.name, v.item_code) as found,
    null as expected
from staging.result_measure as v
left join staging.measure_words as k
    on
        v.plan_code = k.plan_code and v.round_code = k.round_code
        and v.item_code = k.item_code and v.measure_no = k.measure_no
anti join staging.shown_row as s
    on
        v.submission_id = s.submission_id and v.row_no = s.row_no
        and v.item_code = s.item_code and v.measure_no = s.measure_no and s.is_whole
qualify row_number() over (partition by v.submission_id, v.item_code, v.measure_no order by v.row_no) > 1
