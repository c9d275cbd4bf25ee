-- One row a division and round: was a report expected (of an item that is not cancelled), received, accepted, and on
-- time. On time is the first version that was accepted and stands: a later one changes the values, not when the
-- division reported. Verdict and received_on are those of the version in force, without one of the newest. A file that
-- could not be read names no round: it was sent for the one that had ended last when it came.
create or replace table rollup.completeness as
with expected as (
    select
        r.plan_code,
        r.round_code,
        r.division_code,
        count(*) as item_count
    from staging.role as r
    inner join staging.item as i
        on r.plan_code = i.plan_code and r.round_code = i.round_code and r.item_code = i.item_code
    where i.state <> 'cancelled'
    group by all
),

version as (
    select
        round_code,
        plan_code,
        division_code,
        submission_id,
        received_on,
        is_in_force,
        (received_at, file_name, sha256) as place,
        case when is_withdrawn then 'withdrawn' else verdict end as verdict,
        verdict in ('accepted', 'accepted_with_warnings') and not is_withdrawn and not is_after_close as stands
    from core.submission
    where kind = 'results'
),

arrived as (
    select
        round_code,
        plan_code,
        division_code,
        count(*) as version_count,
        arg_max(verdict, place) as newest_verdict,
        arg_max(received_on, place) as newest_on,
        min(received_on) filter (where stands) as first_accepted_on,
        any_value(submission_id) filter (where is_in_force) as submission_id,
        any_value(verdict) filter (where is_in_force) as verdict,
        any_value(received_on) filter (where is_in_force) as received_on
    from version
    group by all
),

unread as (
    select
        s.division_code,
        arg_max(r.round_code, r.covers_to) as round_code,
        s.verdict,
        s.received_on,
        (s.received_at, s.file_name, s.sha256) as place
    from core.submission as s
    inner join raw.round as r on s.received_on > r.covers_to
    where s.kind = 'unknown' and s.round_code is null and not s.is_withdrawn
    group by all
),

unread_newest as (
    select
        division_code,
        round_code,
        arg_max(verdict, place) as verdict,
        arg_max(received_on, place) as received_on,
        count(*) as file_count
    from unread
    group by division_code, round_code
)

select
    e.plan_code,
    p.agency_code,
    p.fiscal_year_be,
    e.round_code,
    p.round,
    e.division_code,
    coalesce(d.division_name, e.division_code) as division_name,
    d.sort_no,
    e.item_count,
    true as is_expected,
    coalesce(a.version_count, u.file_count) is not null as is_received,
    a.submission_id is not null as is_accepted,
    case when a.first_accepted_on is null then false else a.first_accepted_on <= p.due_on end as is_on_time,
    coalesce(a.version_count, u.file_count, 0) as version_count,
    a.first_accepted_on,
    coalesce(a.received_on, a.newest_on, u.received_on) as received_on,
    case
        when a.first_accepted_on <= p.due_on then 0
        else date_diff('day', p.due_on, a.first_accepted_on)
    end as days_late,
    coalesce(a.verdict, a.newest_verdict, u.verdict) as verdict,
    a.submission_id
from expected as e
inner join staging.plan_round as p on e.plan_code = p.plan_code and e.round_code = p.round_code
left join core.division_round as d on e.round_code = d.round_code and e.division_code = d.division_code
left join arrived as a
    on e.plan_code = a.plan_code and e.round_code = a.round_code and e.division_code = a.division_code
left join unread_newest as u on e.round_code = u.round_code and e.division_code = u.division_code;
