-- R34 notice: a locked text is not the plan's any more; a row that does not show whose it is has R75 to R78.
select
    c.submission_id,
    'results' as table_name,
    c.row_no,
    c.column_name,
    c.found,
    c.expected
from staging.shown_cell as c
inner join staging.shown_row as s
    on
        c.submission_id = s.submission_id and c.row_no = s.row_no
        and c.item_code = s.item_code and c.measure_no = s.measure_no
where s.other_name is null and not s.is_of_no_item
