-- One row a plan workbook: the revision it is, who approved it and when, from which round it holds, and whether it is
-- the newest sound one of its revision. Which revision holds in a round is core.plan_round.
create or replace view core.plan as
select
    plan_code,
    agency_code,
    fiscal_year_be,
    plan_name,
    revision_no,
    holds_from_round,
    approved_by,
    approved_on,
    submission_id,
    received_at,
    is_sound,
    is_in_force
from staging.plan_submission;
