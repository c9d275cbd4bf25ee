-- One row a plan workbook; is_in_force marks the newest sound one of each revision.
create or replace table staging.plan_submission as
with broken as (
    select submission_id from staging.file_finding
    where severity = 'error' and not is_waived
    union
    select submission_id from staging.plan_finding
    where severity = 'error' and not is_waived
),

plan as (
    select
        s.submission_id,
        s.sha256,
        s.division_code,
        s.received_at,
        s.file_name,
        p.plan_code,
        p.agency_code,
        cast(p.fiscal_year_be as bigint) as fiscal_year_be,
        p.plan_name,
        cast(coalesce(p.revision_no, 1) as bigint) as revision_no,
        p.holds_from_round,
        p.approved_by,
        p.approved_on,
        s.submission_id not in (select submission_id from broken) and not s.is_withdrawn as is_sound
    from staging.submission as s
    inner join raw.plan as p on s.submission_id = p.submission_id
    qualify row_number() over (partition by s.submission_id order by p.row_no) = 1
)

select
    *,
    is_sound and row_number() over (
        partition by plan_code, revision_no, is_sound
        order by received_at desc, file_name desc, sha256 desc
    ) = 1 as is_in_force
from plan;
