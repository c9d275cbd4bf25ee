-- A03 notice: an event stands in several reports or under several items; totals count it once.
select
    submission_id,
    'event' as table_name,
    row_no,
    'event_code' as column_name,
    event_code as found,
    null as expected
from core.event_report
qualify
    count(*) over (partition by plan_code, round_code, event_code) > 1
    or contains(item_codes, ',')
