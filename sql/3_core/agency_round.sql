-- One row an agency and round: its names as they held on the last day the round covers; see core.division_round.
create or replace table core.agency_round as
select
    r.round_code,
    a.agency_code,
    a.ministry_code,
    a.ministry_name,
    a.agency_name,
    a.agency_short,
    a.head_title
from raw.round as r
cross join raw.agency as a
qualify row_number() over (
    partition by r.round_code, a.agency_code
    order by
        coalesce(a.valid_from <= r.covers_to, true) desc,
        case when coalesce(a.valid_from <= r.covers_to, true) then a.valid_from end desc nulls last,
        a.valid_from
) = 1;
