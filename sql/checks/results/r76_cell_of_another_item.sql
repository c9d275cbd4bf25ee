-- R76 error: a cell that says whose its row is says another measure than the other cells or the row's key.
select
    c.submission_id,
    'results' as table_name,
    c.row_no,
    c.column_name,
    c.found,
    c.expected,
    c.key_name,
    s.other_name
from staging.shown_cell as c
inner join staging.shown_row as s
    on
        c.submission_id = s.submission_id and c.row_no = s.row_no
        and c.item_code = s.item_code and c.measure_no = s.measure_no
where
    c.column_name in ('item_code', 'guideline', 'indicator')
    and s.other_name is not null and not (s.is_whole and (s.other_row_no is not null or s.is_other_asked))
