-- R30 error: a row bears an item or measure that the plan does not have.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'item_code' as column_name,
    v.item_code as found,
    null as expected
from staging.result_measure as v
inner join staging.plan_round as p on v.plan_code = p.plan_code and v.round_code = p.round_code
where v.kind is null
