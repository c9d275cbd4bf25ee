-- A01 warning: one event, several dates.
with said as (
    select
        e.submission_id,
        e.row_no,
        e.event_code,
        s.plan_code,
        s.round_code,
        e.starts_on
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force and e.event_code is not null and e.starts_on is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'starts_on' as column_name,
    string_agg(distinct strftime(starts_on, '%-d/%-m/') || (year(starts_on) + 543), ', ')
        over (partition by plan_code, round_code, event_code) as found,
    null as expected
from said
qualify count(distinct starts_on) over (partition by plan_code, round_code, event_code) > 1
