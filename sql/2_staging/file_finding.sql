-- One row a finding of the reader, the structure gate or Great Expectations, with its rule; is_waived sets it aside.
create or replace table staging.file_finding as
select
    f.*,
    r.severity,
    r.refuses,
    r.is_waivable and exists (
        select 1 from staging.decision as w
        where waives(w, f.rule, s, i.item_code)
    ) as is_waived
from raw.finding as f
inner join raw.rule as r on f.rule = r.code
left join staging.submission as s on f.submission_id = s.submission_id
left join staging.row_item as i
    on f.submission_id = i.submission_id and f.table_name = i.table_name and f.row_no = i.row_no;
