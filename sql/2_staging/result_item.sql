-- One row an item of a submitted results form: the texts of the row of its first measure, wherever that stands.
-- plan_role is the division's role by the plan, null where it has none.
create or replace table staging.result_item as
with first_row as (
    select
        submission_id,
        item_key,
        arg_min(row_no, struct_pack(measure_no := measure_no, row_no := row_no)) as row_no,
        min(measure_no) as measure_no
    from raw.result_item
    where item_key is not null
    group by submission_id, item_key
)

select
    s.division_code,
    s.plan_code,
    s.round_code,
    s.received_at,
    i.* exclude (item_key_text, measure_no, measure_no_text),
    i.item_key as item_code,
    r.role as plan_role
from staging.submission as s
inner join raw.result_item as i on s.submission_id = i.submission_id
inner join first_row as f
    on
        i.submission_id = f.submission_id and i.item_key = f.item_key and i.row_no = f.row_no
        -- One row of a table made by hand may stand for several measures.
        and i.measure_no is not distinct from f.measure_no
left join staging.role as r
    on
        s.plan_code = r.plan_code and s.round_code = r.round_code
        and i.item_key = r.item_code and s.division_code = r.division_code;
