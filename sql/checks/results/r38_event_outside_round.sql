-- R38 error: an event lies outside the months the round covers.
with days as (
    unpivot (select
        submission_id,
        row_no,
        starts_on,
        ends_on
    from raw.event)
    on starts_on, ends_on into name column_name value day
)

select
    d.submission_id,
    'event' as table_name,
    d.row_no,
    d.column_name,
    format_slashed(d.day) as found,
    null as expected,
    format_slashed(p.covers_from) as from_on,
    format_slashed(p.covers_to) as to_on
from days as d
inner join staging.submission as s on d.submission_id = s.submission_id
inner join raw.round as p on s.round_code = p.round_code
where d.day not between p.covers_from and p.covers_to
