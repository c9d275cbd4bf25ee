-- One row a signature under a file in force: which position reported or certified it, and when. Names stay in raw.*.
-- The first row of the sheet is who reports, the second who certifies.
create or replace view core.signoff as
select
    s.plan_code,
    s.round_code,
    s.division_code,
    s.submission_id,
    g.row_no,
    case row_number() over (partition by s.submission_id order by g.row_no)
        when 1 then 'reported'
        when 2 then 'certified'
        else 'other'
    end as signed_as,
    g.position,
    g.signed_on
from core.submission as s
inner join raw.signoff as g on s.submission_id = g.submission_id
where s.is_in_force;
