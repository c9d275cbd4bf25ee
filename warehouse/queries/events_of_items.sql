-- Which events serve which item? One row an event and item; never add attendances up here, an event may serve several.
select
    e.round_code,
    x.item_code,
    i.guideline,
    e.event_code,
    e.event_name,
    e.attendee_count
from core.event_item as x
inner join core.event as e
    on x.plan_code = e.plan_code and x.round_code = e.round_code and x.event_code = e.event_code
inner join core.item as i
    on x.plan_code = i.plan_code and x.round_code = i.round_code and x.item_code = i.item_code
order by e.round_code desc, i.strategy_no asc, i.tactic_no asc, i.guideline_no asc, e.event_code asc;
