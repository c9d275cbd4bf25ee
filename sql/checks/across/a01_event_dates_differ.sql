-- A01 warning: one event, several dates.
with said as (
    select
        r.submission_id,
        r.row_no,
        each_once(list(e.starts_on) over (partition by r.plan_code, r.round_code, r.event_code)) as told
    from core.event_report as r
    inner join raw.event as e on r.submission_id = e.submission_id and r.row_no = e.row_no
    where e.event_code is not null and e.starts_on is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'starts_on' as column_name,
    array_to_string(list_transform(told, lambda day: format_slashed(day)), ', ') as found,
    null as expected
from said
where len(told) > 1
