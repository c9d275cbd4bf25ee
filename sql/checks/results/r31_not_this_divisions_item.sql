-- R31 error: a row bears an item of another division.
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
where v.kind is not null
