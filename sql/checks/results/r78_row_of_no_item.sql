-- R78 error: nothing that a row shows speaks for its key, and the plan knows none of it.
select
    s.submission_id,
    'results' as table_name,
    s.row_no,
    'item_code' as column_name,
    v.item_code_shown as found,
    s.item_code as expected,
    k.name as key_name
from staging.shown_row as s
inner join staging.result_measure as v
    on
        s.submission_id = v.submission_id and s.row_no = v.row_no
        and s.item_code = v.item_code and s.measure_no = v.measure_no
inner join staging.measure_words as k
    on
        s.plan_code = k.plan_code and s.round_code = k.round_code
        and s.item_code = k.item_code and s.measure_no = k.measure_no
where s.is_of_no_item
