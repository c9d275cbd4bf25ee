-- One row a round; as_of_at is the time up to which its submissions are known, edition_no the edition that closed it.
create or replace table core.round as
with arrived as (
    select
        round_code,
        max(received_at) as received_at
    from staging.submission
    where not is_after_close
    group by round_code
)

select
    r.* exclude (state),
    case when e.edition_no is not null then 'closed' else r.state end as state,
    coalesce(n.as_of_at, a.received_at) as as_of_at,
    e.edition_no,
    e.closed_at
from raw.round as r
cross join raw.run as n
left join arrived as a on r.round_code = a.round_code
left join raw.edition as e on r.round_code = e.round_code;
