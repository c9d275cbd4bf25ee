-- One row a round: it is closed when every agency with a plan in it has closed it; as_of_at is the time up to which
-- submissions are known. Which agency closed it as which edition, core.round_state tells.
create or replace table core.round as
with planned as (
    select distinct
        agency_code,
        round_code
    from core.item
),

closed as (
    select
        p.round_code,
        bool_and(a.edition_no is not null) as is_closed
    from planned as p
    left join core.round_state as a on p.round_code = a.round_code and p.agency_code = a.agency_code
    group by p.round_code
),

arrived as (
    select
        round_code,
        max(as_of_at) as as_of_at
    from core.round_state
    group by round_code
)

select
    r.* exclude (state),
    case when c.is_closed then 'closed' else r.state end as state,
    coalesce(n.as_of_at, a.as_of_at) as as_of_at
from raw.round as r
cross join raw.run as n
left join arrived as a on r.round_code = a.round_code
left join closed as c on r.round_code = c.round_code;
