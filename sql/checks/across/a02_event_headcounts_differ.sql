-- A02 warning: one event, several headcounts.
with said as (
    select
        e.submission_id,
        e.row_no,
        e.event_code,
        s.plan_code,
        s.round_code,
        e.attendee_count
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force and e.event_code is not null and e.attendee_count is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'attendee_count' as column_name,
    string_agg(distinct plain_number(attendee_count), ', ') over (partition by plan_code, round_code, event_code)
        as found,
    null as expected
from said
qualify count(distinct attendee_count) over (partition by plan_code, round_code, event_code) > 1
