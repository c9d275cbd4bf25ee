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
    thai_digits(strftime(d.day, '%-d/%-m/') || (year(d.day) + 543)) as found,
    null as expected,
    thai_digits(strftime(p.covers_from, '%-d/%-m/') || (year(p.covers_from) + 543)) as from_on,
    thai_digits(strftime(p.covers_to, '%-d/%-m/') || (year(p.covers_to) + 543)) as to_on
from days as d
inner join staging.submission as s on d.submission_id = s.submission_id
inner join raw.round as p on s.round_code = p.round_code
where d.day not between p.covers_from and p.covers_to
