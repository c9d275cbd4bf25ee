-- P33 error: the plan names another agency than that of the division that sent it.
select
    p.submission_id,
    'plan' as table_name,
    p.row_no,
    'agency_code' as column_name,
    p.agency_code as found,
    s.agency_code as expected
from raw.plan as p
inner join staging.submission as s on p.submission_id = s.submission_id
where p.agency_code <> s.agency_code
