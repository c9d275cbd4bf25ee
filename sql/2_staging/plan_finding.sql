-- One row a finding of a check over a plan workbook, with its rule; is_waived sets it aside.
create or replace table staging.plan_finding as
select
    f.*,
    r.severity,
    r.refuses,
    r.is_waivable and exists (
        select 1 from staging.decision as w
        where waives(w, f.rule, s, i.item_code)
    ) as is_waived
from staging.plan_check_finding as f
inner join raw.rule as r on f.rule = r.code
inner join staging.submission as s on f.submission_id = s.submission_id
left join staging.row_item as i
    on f.submission_id = i.submission_id and f.table_name = i.table_name and f.row_no = i.row_no
-- Of a file that is refused nothing but the reason is said.
where f.submission_id not in (
    select g.submission_id from staging.file_finding as g
    where g.refuses is not null
);
