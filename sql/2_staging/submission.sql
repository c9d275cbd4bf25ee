-- One row a submission known at the run's as-of time, numbered in order of arrival within division, kind and round.
-- agency_code is that of the division as the register has it last, null for a folder of no division.
create or replace table staging.submission as
with owner as (
    select
        division_code,
        agency_code
    from raw.division
    qualify row_number() over (partition by division_code order by valid_from desc nulls last) = 1
)

select
    s.submission_id,
    s.sha256,
    s.division_code,
    o.agency_code,
    s.file_name,
    s.received_at,
    s.channel,
    s.kind,
    s.form_version,
    s.plan_code,
    s.round_code,
    s.folder,
    s.container,
    exists(
        select 1 from staging.decision as d
        where d.kind = 'withdrawal' and d.submission_id = s.submission_id
    ) as is_withdrawn,
    coalesce(s.kind = 'results' and e.is_frozen and t.submission_id is null, false) as is_after_close,
    cast(timezone('Asia/Bangkok', s.received_at) as date) as received_on,
    row_number() over (
        partition by s.division_code, s.kind, s.round_code
        order by s.received_at, s.file_name, s.sha256
    ) as version_no
from raw.submission as s
cross join raw.run as r
left join owner as o on s.division_code = o.division_code
left join raw.edition as e on s.round_code = e.round_code and o.agency_code = e.agency_code
left join raw.edition_submission as t on s.round_code = t.round_code and s.submission_id = t.submission_id
where r.as_of_at is null or s.received_at <= r.as_of_at;
