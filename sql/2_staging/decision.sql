-- One row a withdrawal or waiver that holds at the run's as-of time. agency_code is whose it is: as decided, else that
-- of the division or file it names, else the only agency; null where an older journal leaves it open among
-- several: such a decision holds for all, as it did when it was made.
create or replace table staging.decision as
with owner as (
    select
        division_code,
        agency_code
    from raw.division
    qualify row_number() over (partition by division_code order by valid_from desc nulls last) = 1
),

single as (
    select min(agency_code) as agency_code from raw.agency
    having count(distinct agency_code) = 1
)

select
    d.* exclude (agency_code),
    coalesce(d.agency_code, o.agency_code, y.agency_code) as agency_code
from raw.decision as d
cross join raw.run as r
left join raw.submission as s on d.submission_id = s.submission_id
left join owner as o on coalesce(d.division_code, s.division_code) = o.division_code
left join single as y on true
where
    d.kind <> 'closing'
    and (r.as_of_at is null or d.recorded_at <= r.as_of_at)
    and (d.undone_at is null or d.undone_at > r.as_of_at);
