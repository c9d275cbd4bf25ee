-- P22 error: a role names a division that the register does not have.
select
    r.submission_id,
    'plan_role' as table_name,
    r.row_no,
    'division_code' as column_name,
    r.division_code as found,
    null as expected
from raw.plan_role as r
anti join raw.division as d on r.division_code = d.division_code
