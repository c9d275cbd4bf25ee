-- S18 error: no sound plan holds in the form's round, so that nothing can be compared: the agency has none, or the
-- one that the form belongs to is faulty or holds in other rounds only. That is no fault of the form.
select
    s.submission_id,
    null as table_name,
    null as row_no,
    null as column_name,
    null as found,
    null as expected,
    'แผนปฏิบัติการที่ใช้ในรอบ ' || s.round_code as missing
from staging.submission as s
inner join raw.round as r on s.round_code = r.round_code
anti join staging.plan_round as p
    on
        s.agency_code = p.agency_code and s.round_code = p.round_code
        and (
            s.plan_code = p.plan_code
            or s.plan_code not in (
                select o.plan_code from staging.plan_submission as o
                where o.agency_code = s.agency_code and o.plan_code is not null
            )
        )
where s.kind = 'results' and s.agency_code is not null
