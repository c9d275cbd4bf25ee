-- One row an agency in a round, with its plan there: the ministry under which it stood on the last day the round
-- covers, or last stood in it. An agency that the register does not have in the round still counts where it has a plan,
-- under no ministry (null).
create or replace view rollup.agency_place as
with tree as (
    select
        r.round_code,
        r.fiscal_year_be,
        r.round,
        a.agency_code,
        a.ministry_code,
        a.ministry_name
    from raw.round as r
    inner join raw.agency as a
        on
            (a.valid_from is null or r.covers_to >= a.valid_from)
            and (a.valid_to is null or r.covers_from <= a.valid_to)
    qualify row_number() over (partition by r.round_code, a.agency_code order by a.valid_from desc nulls last) = 1
)

select
    t.ministry_code,
    t.ministry_name,
    coalesce(t.fiscal_year_be, p.fiscal_year_be) as fiscal_year_be,
    coalesce(t.round_code, p.round_code) as round_code,
    coalesce(t.round, p.round) as round,
    coalesce(t.agency_code, p.agency_code) as agency_code,
    p.plan_code
from tree as t
full join rollup.agency_round as p on t.round_code = p.round_code and t.agency_code = p.agency_code;
