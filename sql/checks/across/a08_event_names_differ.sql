-- A08 warning: one event, several names; spaces do not count.
with said as (
    select
        r.submission_id,
        r.row_no,
        each_once(list(trim(e.event_name)) over (partition by r.plan_code, r.round_code, r.event_code)) as told
    from core.event_report as r
    inner join raw.event as e on r.submission_id = e.submission_id and r.row_no = e.row_no
    where e.event_code is not null and e.event_name is not null
)

select
    submission_id,
    'event' as table_name,
    row_no,
    'event_name' as column_name,
    '“' || array_to_string(told, '” “') || '”' as found,
    null as expected
from said
where len(each_once(list_transform(told, lambda name: regexp_replace(name, '\s+', '', 'g')))) > 1
