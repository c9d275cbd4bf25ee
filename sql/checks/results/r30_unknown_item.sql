-- R30 error: a row bears an item or measure that the plan does not have, and does not show another that it has.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'item_code' as column_name,
    v.item_code as found,
    null as expected
from staging.result_measure as v
inner join staging.plan_round as p on v.plan_code = p.plan_code and v.round_code = p.round_code
anti join staging.shown_row as s
    on
        v.submission_id = s.submission_id and v.row_no = s.row_no
        and v.item_code = s.item_code and v.measure_no = s.measure_no
        and s.is_whole and (s.other_row_no is not null or s.is_other_asked)
where v.kind is null
