-- A02 warning: one event, several headcounts.
with said as (
    select
        r.submission_id,
        r.row_no,
        each_once(list(e.attendee_count) over (partition by r.plan_code, r.round_code, r.event_code)) as told
    from core.event_report as r
    inner join raw.event as e on r.submission_id = e.submission_id and r.row_no = e.row_no
    where e.attendee_count is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'attendee_count' as column_name,
    array_to_string(list_transform(told, lambda number: print_number(number)), ', ') as found,
    null as expected
from said
where len(told) > 1
