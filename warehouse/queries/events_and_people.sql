-- Which events took place, and how many people came? One row an event of a round, however often it was reported.
select
    round_code,
    event_code,
    event_name,
    starts_on,
    ends_on,
    attendee_count,
    report_count
from core.event
order by round_code desc, starts_on asc, event_code asc;
