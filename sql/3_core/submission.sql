-- One row a submission known at the run's as-of time, with its verdict and whether it is in force. days_late is null
-- where there is no due day to be late for (a plan, a file that names no round).
create or replace table core.submission as
with judged as (
    select
        s.*,
        v.verdict,
        v.verdict in ('accepted', 'accepted_with_warnings') and not s.is_withdrawn and not s.is_after_close as stands
    from staging.submission as s
    inner join staging.verdict as v on s.submission_id = v.submission_id
)

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
    s.verdict,
    s.is_withdrawn,
    s.is_after_close,
    s.folder,
    s.container,
    case
        when s.kind = 'plan'
            then
                coalesce(p.is_in_force, false) and (
                    s.submission_id in (select h.submission_id from staging.plan_round as h)
                    or s.plan_code not in (select h.plan_code from staging.plan_round as h)
                )
        else s.stands and row_number() over (
            partition by s.division_code, s.kind, s.plan_code, s.round_code, s.stands
            order by s.received_at desc, s.file_name desc, s.sha256 desc
        ) = 1
    end as is_in_force,
    s.received_on,
    case when r.due_on is not null then greatest(0, date_diff('day', r.due_on, s.received_on)) end as days_late
from judged as s
left join staging.plan_submission as p on s.submission_id = p.submission_id
left join raw.round as r on s.round_code = r.round_code;
