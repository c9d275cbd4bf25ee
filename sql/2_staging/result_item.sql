-- One row an item of a submitted results form: the texts of the item's first row.
create or replace table staging.result_item as
select
    s.division_code,
    s.plan_code,
    s.round_code,
    s.received_at,
    i.* exclude (item_key_text, measure_no, measure_no_text),
    i.item_key as item_code
from staging.submission as s
inner join raw.result_item as i on s.submission_id = i.submission_id
where i.item_key is not null
qualify row_number() over (partition by s.submission_id, i.item_key order by i.row_no) = 1;
