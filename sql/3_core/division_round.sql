-- One row a division and round: its name and place in the register as they held on the last day the round covers. One
-- that holds no longer keeps its last name; one that the register has later only has its first.
create or replace table core.division_round as
select
    r.round_code,
    d.division_code,
    d.agency_code,
    d.division_name,
    d.sort_no,
    d.planning_office,
    d.is_sample
from core.round as r
cross join raw.division as d
qualify row_number() over (
    partition by r.round_code, d.division_code
    order by
        coalesce(d.valid_from <= r.covers_to, true) desc,
        case when coalesce(d.valid_from <= r.covers_to, true) then d.valid_from end desc nulls last,
        d.valid_from
) = 1;
