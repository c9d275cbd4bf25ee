-- One row a cell that says whose its row is and says something else than the plan says of the row's key.
create or replace table staging.shown_cell as
select
    s.submission_id,
    s.row_no,
    s.item_code,
    s.measure_no,
    c.column_name,
    c.found,
    c.expected,
    k.name as key_name
from staging.shown_row as s
inner join staging.result_measure as v
    on
        s.submission_id = v.submission_id and s.row_no = v.row_no
        and s.item_code = v.item_code and s.measure_no = v.measure_no
inner join raw.result_item as i
    on
        s.submission_id = i.submission_id and s.row_no = i.row_no
        and s.item_code = i.item_key and s.measure_no = i.measure_no
inner join staging.measure_words as k
    on
        s.plan_code = k.plan_code and s.round_code = k.round_code
        and s.item_code = k.item_code and s.measure_no = k.measure_no
cross join (
    select * from (
        values
        ('item_code', s.is_own_code, v.item_code_shown, s.item_code),
        ('guideline', s.is_own_guideline, i.guideline, k.guideline),
        ('indicator', s.is_own_indicator, v.indicator_shown, k.indicator),
        ('target', s.is_own_target, v.target_shown, k.target),
        ('unit', s.is_own_unit, v.unit_shown, k.unit)
    ) as told (column_name, is_own, found, expected)
) as c
where not c.is_own;
