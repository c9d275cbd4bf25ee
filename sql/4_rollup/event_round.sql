-- One row a plan and round: events and attendances from 1 October to the round's end, each event counted once.
-- attendee_count adds what is known and is null where nobody counted; told_event_count says of how many events it is.
create or replace table rollup.event_round as
with known as (
    select
        p.plan_code,
        p.round_code,
        e.event_code,
        max(e.attendee_count) as attendee_count
    from staging.plan_round as p
    inner join staging.plan_round as q
        on p.plan_code = q.plan_code and p.covers_to >= q.covers_to
    inner join core.event as e on q.plan_code = e.plan_code and q.round_code = e.round_code
    group by all
)

select
    plan_code,
    round_code,
    count(*) as event_count,
    count(attendee_count) as told_event_count,
    cast(sum(attendee_count) as bigint) as attendee_count
from known
group by all;
