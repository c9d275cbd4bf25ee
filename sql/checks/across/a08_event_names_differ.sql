-- A08 warning: one event, several names; spaces and the number of the form do not count.
with said as (
    select
        e.submission_id,
        e.row_no,
        e.event_code,
        s.plan_code,
        s.round_code,
        trim(e.event_name) as event_name
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force and e.event_code is not null and e.event_name is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'event_name' as column_name,
    string_agg(distinct '“' || event_name || '”', ' ') over (partition by plan_code, round_code, event_code) as found,
    null as expected
from said
qualify
    count(distinct regexp_replace(event_name, '\s+', '', 'g')) over (partition by plan_code, round_code, event_code) > 1
