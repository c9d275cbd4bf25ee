-- One row an event of a round; an event reported by several divisions or under several items stands once.
create or replace table core.event as
select
    s.plan_code,
    s.round_code,
    coalesce(e.event_code, s.submission_id || '-' || e.row_no) as event_code,
    arg_min(e.event_name, s.received_at) as event_name,
    min(e.starts_on) as starts_on,
    max(e.ends_on) as ends_on,
    cast(max(e.attendee_count) as bigint) as attendee_count,
    count(*) as report_count
from core.submission as s
inner join raw.event as e on s.submission_id = e.submission_id
where s.is_in_force
group by all;
