-- One row a measure of an item of a plan in a round, with the plan's own words on how it is defined and known.
create or replace table core.measure as
select
    m.*,
    p.definition,
    p.source
from staging.measure as m
left join raw.plan_measure as p on m.plan_submission_id = p.submission_id and m.plan_row_no = p.row_no;
