-- One row a plan and round: events and attendances, each event counted once.
create or replace view report.event_total as
select
    plan_code,
    round_code,
    count(*) as event_count,
    cast(sum(attendee_count) as bigint) as attendee_count
from core.event
group by all;
