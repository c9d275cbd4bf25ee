-- Which events took place, where, for whom, and how many people came? One row an event of a round, however often it was
-- reported.
select
    round_code,
    event_code,
    event_name,
    kind,
    starts_on,
    ends_on,
    place,
    target_group,
    attendee_count,
    report_count
from core.event
order by round_code desc, starts_on asc, event_code asc;
