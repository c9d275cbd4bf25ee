-- One row a submission known at the run's as-of time, with its verdict and whether it is in force.
create or replace table core.submission as
select
    s.submission_id,
    s.sha256,
    s.division_code,
    s.agency_code,
    s.file_name,
    s.received_at,
    s.channel,
    s.kind,
    s.plan_code,
    s.round_code,
    s.version_no,
    v.verdict,
    s.is_withdrawn,
    s.is_after_close,
    s.folder,
    s.container,
    case
        when s.kind = 'plan' then coalesce(p.is_in_force, false)
        when s.is_after_close then false
        when v.verdict in ('accepted', 'accepted_with_warnings') and not s.is_withdrawn
            then row_number() over (
                partition by
                    s.division_code, s.kind, s.plan_code, s.round_code,
                    v.verdict in ('accepted', 'accepted_with_warnings') and not s.is_withdrawn
                order by s.received_at desc, s.file_name desc, s.sha256 desc
            ) = 1
        else false
    end as is_in_force,
    s.received_on,
    case
        when s.received_on > r.due_on then date_diff('day', r.due_on, s.received_on)
        when s.received_on is not null and r.due_on is not null then 0
    end as days_late
from staging.submission as s
inner join staging.verdict as v on s.submission_id = v.submission_id
left join staging.plan_submission as p on s.submission_id = p.submission_id
left join raw.round as r on s.round_code = r.round_code;
