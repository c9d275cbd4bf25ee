-- A03 notice: an event stands in several reports or under several items; totals count it once.
with said as (
    select
        e.submission_id,
        e.row_no,
        event_key(e.event_code, e.event_name, e.starts_on, s.submission_id, e.row_no) as event_code,
        s.plan_code,
        s.round_code,
        e.item_codes
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'event_code' as column_name,
    event_code as found,
    null as expected
from said
qualify
    count(*) over (partition by plan_code, round_code, event_code) > 1
    or contains(item_codes, ',')
