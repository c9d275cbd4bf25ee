-- S18 error: no sound plan holds in the form's round, so that nothing can be compared.
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
anti join staging.plan_round as p on s.round_code = p.round_code
where s.kind = 'results'
