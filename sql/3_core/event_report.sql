-- One row a report of an event: a row of the sheet of events in a file in force. One event has one event_code.
create or replace view core.event_report as
select
    s.plan_code,
    s.round_code,
    event_key(e.event_code, e.event_name, e.starts_on, s.submission_id, e.row_no) as event_code,
    s.division_code,
    s.submission_id,
    e.row_no,
    s.received_at,
    e.event_name,
    e.starts_on,
    e.ends_on,
    e.place,
    e.target_group,
    cast(e.planned_count as bigint) as planned_count,
    cast(e.attendee_count as bigint) as attendee_count,
    e.item_codes
from core.submission as s
inner join raw.event as e on s.submission_id = e.submission_id
where s.is_in_force;
