-- One row a division's role in an item of a plan in a round.
create or replace table staging.role as
select
    i.plan_code,
    i.round_code,
    i.item_code,
    r.division_code,
    r.role,
    r.submission_id as plan_submission_id,
    r.row_no as plan_row_no
from staging.item as i
inner join raw.plan_role as r
    on i.plan_submission_id = r.submission_id and i.item_code = r.item_code;
