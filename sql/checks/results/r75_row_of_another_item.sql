-- R75 error: all that a row shows belongs to another measure than its hidden key names, and that has a row in the form.
select
    s.submission_id,
    'results' as table_name,
    s.row_no,
    'item_code' as column_name,
    s.other_item_code as found,
    s.item_code as expected,
    coalesce(k.name, s.item_code) as key_name,
    s.other_name,
    s.other_row_no - p.row_offset as other_row
from staging.shown_row as s
left join staging.measure_words as k
    on
        s.plan_code = k.plan_code and s.round_code = k.round_code
        and s.item_code = k.item_code and s.measure_no = k.measure_no
inner join raw.column_place as p
    on
        s.submission_id = p.submission_id and p.table_name = 'results' and p.column_name = 'item_code'
        and s.other_row_no between p.first_row and p.last_row
where s.is_whole and s.other_row_no is not null
