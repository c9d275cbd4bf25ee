-- One row a round; as_of_at is the time up to which its submissions are known.
create or replace table core.round as
select
    r.*,
    coalesce(n.as_of_at, (
        select max(s.received_at) from raw.submission as s
        where s.round_code = r.round_code
    )) as as_of_at
from raw.round as r
cross join raw.run as n;
