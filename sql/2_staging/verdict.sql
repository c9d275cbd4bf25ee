-- One row a known submission: its verdict from the rules over that submission alone, waived findings aside.
create or replace table staging.verdict as
with finding as (
    select
        submission_id,
        severity,
        refuses
    from staging.file_finding
    where not is_waived
    union all
    select
        submission_id,
        severity,
        refuses
    from staging.result_finding
    where not is_waived
    union all
    select
        submission_id,
        severity,
        refuses
    from staging.plan_finding
    where not is_waived
),

counted as (
    select
        s.submission_id,
        count(*) filter (where f.severity = 'error') as error_count,
        count(*) filter (where f.severity = 'warning') as warning_count,
        bool_or(f.refuses = 'quarantined') as is_quarantined,
        bool_or(f.refuses = 'refused') as is_refused
    from staging.submission as s
    left join finding as f on s.submission_id = f.submission_id
    group by s.submission_id
)

select
    submission_id,
    case
        when is_quarantined then 'quarantined'
        when is_refused then 'refused'
        when error_count > 0 then 'returned'
        when warning_count > 0 then 'accepted_with_warnings'
        else 'accepted'
    end as verdict
from counted;
