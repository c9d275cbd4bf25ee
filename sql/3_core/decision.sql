-- One row a decision of the planning office as known at the run's as-of time, also those taken back.
create or replace view core.decision as
select
    d.number,
    d.kind,
    d.agency_code,
    d.round_code,
    d.division_code,
    d.item_code,
    d.rule,
    d.submission_id,
    d.role,
    d.reason,
    d.until_on,
    d.recorded_at,
    case when r.as_of_at is null or d.undone_at <= r.as_of_at then d.undone_at end as undone_at,
    coalesce(d.undone_at > r.as_of_at, d.undone_at is null) as is_holding
from raw.decision as d
cross join raw.run as r
where r.as_of_at is null or d.recorded_at <= r.as_of_at;
