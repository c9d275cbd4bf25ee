-- P19 error: a text speaks of another fiscal year than the plan's.
with texts as (
    unpivot (select
        submission_id,
        row_no,
        guideline,
        activity,
        indicator
    from raw.plan_item)
    on guideline, activity, indicator into name column_name value said
),

years as (
    select
        t.submission_id,
        t.row_no,
        t.column_name,
        unnest(regexp_extract_all(
            translate(t.said, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), 'ปีงบประมาณ *(?:พ\.ศ\.)? *(25[0-9][0-9])', 1
        )) as said_year
    from texts as t
)

select
    y.submission_id,
    'plan_item' as table_name,
    y.row_no,
    y.column_name,
    to_thai(y.said_year) as found,
    to_thai(cast(p.fiscal_year_be as bigint)) as expected
from years as y
inner join raw.plan as p on y.submission_id = p.submission_id
where cast(y.said_year as bigint) <> p.fiscal_year_be
