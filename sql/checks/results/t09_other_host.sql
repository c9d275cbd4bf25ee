-- T09 notice: an address whose host resembles the agency's own and is another; hosts quite different are no slip.
with said as (
    select
        submission_id,
        'results' as table_name,
        row_no,
        'narrative' as column_name,
        narrative as written
    from staging.result_item
    union all
    select
        submission_id,
        'results' as table_name,
        row_no,
        'evidence' as column_name,
        evidence as written
    from staging.result_item
    union all
    select
        submission_id,
        'topic' as table_name,
        row_no,
        'link' as column_name,
        link as written
    from raw.topic
),

host as (
    select distinct
        said.submission_id,
        said.table_name,
        said.row_no,
        said.column_name,
        a.website as expected,
        regexp_replace(
            lower(unnest(regexp_extract_all(said.written, '(?:https?://|www\.)[A-Za-z0-9.-]+'))),
            '^(https?://)?(www\.)?', ''
        ) as found
    from said
    inner join staging.submission as s on said.submission_id = s.submission_id
    inner join raw.division as d on s.division_code = d.division_code
    inner join raw.agency as a on d.agency_code = a.agency_code
    where a.website is not null
)

select distinct
    submission_id,
    table_name,
    row_no,
    column_name,
    found,
    expected
from host
where
    found <> expected and not ends_with(found, '.' || expected) and not ends_with(expected, '.' || found)
    and levenshtein(found, expected) <= 2
