-- R31 error: a row bears an item of another division, and does not show one of this division.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'item_code' as column_name,
    v.item_code as found,
    null as expected
from staging.result_measure as v
anti join staging.role as r
    on
        v.plan_code = r.plan_code and v.round_code = r.round_code
        and v.item_code = r.item_code and v.division_code = r.division_code
anti join staging.shown_row as s
    on
        v.submission_id = s.submission_id and v.row_no = s.row_no
        and v.item_code = s.item_code and v.measure_no = s.measure_no
        and s.is_whole and (s.other_row_no is not null or s.is_other_asked)
where v.kind is not null
