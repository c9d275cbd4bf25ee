-- One row an item of a submitted results form: the texts of the item's first row.
create or replace table staging.result_item as
with first_row as (
    select
        submission_id,
        item_key,
        min(row_no) as row_no
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
    i.item_key as item_code
from staging.submission as s
inner join raw.result_item as i on s.submission_id = i.submission_id
inner join first_row as f
    on i.submission_id = f.submission_id and i.item_key = f.item_key and i.row_no = f.row_no;
