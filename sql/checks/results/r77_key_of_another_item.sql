-- R77 error: all that a row shows belongs to another measure than its hidden key names, and no key names that one.
select
    s.submission_id,
    'results' as table_name,
    s.row_no,
    'item_code' as column_name,
    s.other_item_code as found,
    s.item_code as expected,
    coalesce(k.name, s.item_code) as key_name,
    s.other_name,
    (
        select string_agg(p.letter || (s.row_no - p.row_offset), ' ' order by length(p.letter), p.letter)
        from raw.column_place as p
        where
            p.submission_id = s.submission_id and p.table_name = 'results'
            and p.column_name in ('item_key', 'measure_no', 'kind')
            and s.row_no between p.first_row and p.last_row
    ) as key_cells
from staging.shown_row as s
left join staging.measure_words as k
    on
        s.plan_code = k.plan_code and s.round_code = k.round_code
        and s.item_code = k.item_code and s.measure_no = k.measure_no
where s.is_whole and s.other_row_no is null and s.is_other_asked
