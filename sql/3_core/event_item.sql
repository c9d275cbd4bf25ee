-- One row an event and an item of the plan that its reports name; a code that the plan does not have is left out.
create or replace table core.event_item as
with named as (
    select
        plan_code,
        round_code,
        event_code,
        unnest(regexp_extract_all(
            translate(item_codes, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), '[0-9]+\.[0-9]+\.[0-9]+'
        )) as item_code
    from core.event_report
)

select distinct
    n.plan_code,
    n.round_code,
    n.event_code,
    n.item_code
from named as n
inner join core.item as i
    on n.plan_code = i.plan_code and n.round_code = i.round_code and n.item_code = i.item_code;
