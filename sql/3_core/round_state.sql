-- One row an agency and round: whether the agency has closed the round and as which edition, and the time up to which
-- its submissions are known. One agency's closing is no other's.
create or replace table core.round_state as
with arrived as (
    select
        agency_code,
        round_code,
        max(received_at) as received_at
    from staging.submission
    where not is_after_close
    group by agency_code, round_code
)

select
    a.agency_code,
    a.round_code,
    case when e.edition_no is not null then 'closed' else r.state end as state,
    e.edition_no,
    e.closed_at,
    e.reason as edition_reason,
    coalesce(n.as_of_at, v.received_at) as as_of_at
from core.agency_round as a
inner join raw.round as r on a.round_code = r.round_code
cross join raw.run as n
left join arrived as v on a.round_code = v.round_code and a.agency_code = v.agency_code
left join raw.edition as e on a.round_code = e.round_code and a.agency_code = e.agency_code;
