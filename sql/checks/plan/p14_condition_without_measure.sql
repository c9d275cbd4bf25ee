-- P14 error: the target has more conditions than the item has measures; a day is one condition.
with counted as (
    select
        i.submission_id,
        i.row_no,
        i.item_code,
        len(regexp_extract_all(without_dates(i.target_text), '[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*'))
        + len(list_filter(string_split(dates_in_text(i.target_text), ','), lambda d: d <> '')) as conditions,
        count(m.row_no) as measures
    from raw.plan_item as i
    left join raw.plan_measure as m on i.submission_id = m.submission_id and i.item_code = m.item_code
    where regexp_matches(i.target_text, '[0-9๐-๙].* และ.*[0-9๐-๙]')
    group by all
)

select
    submission_id,
    'plan_item' as table_name,
    row_no,
    'target_text' as column_name,
    conditions as found,
    measures as expected
from counted
where conditions > measures
