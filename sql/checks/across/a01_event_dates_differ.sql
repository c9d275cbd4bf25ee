-- A01 warning: one event, several dates.
with said as (
    select
        e.submission_id,
        e.row_no,
        e.event_code,
        s.plan_code,
        s.round_code,
        e.starts_on as told
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force and e.event_code is not null and e.starts_on is not null
),

each_once as (
    select distinct
        plan_code,
        round_code,
        event_code,
        told
    from said
),

different as (
    select
        plan_code,
        round_code,
        event_code,
        string_agg(format_slashed(told), ', ' order by told) as told_all
    from each_once
    group by plan_code, round_code, event_code
    having count(distinct told) > 1
)

select
    said.submission_id,
    'event' as table_name,
    said.row_no,
    'starts_on' as column_name,
    different.told_all as found,
    null as expected
from said
inner join different using (plan_code, round_code, event_code)
