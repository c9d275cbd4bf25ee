-- One row a plan and round: the revision that holds in it.
create or replace view core.plan_round as
select
    plan_code,
    agency_code,
    fiscal_year_be,
    round_code,
    round,
    revision_no,
    submission_id
from staging.plan_round;
