-- One row a withdrawal or waiver that holds at the run's as-of time.
create or replace table staging.decision as
select d.*
from raw.decision as d
cross join raw.run as r
where
    d.kind <> 'closing'
    and (r.as_of_at is null or d.recorded_at <= r.as_of_at)
    and (d.undone_at is null or d.undone_at > r.as_of_at);
