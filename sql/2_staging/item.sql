-- One row an item of a plan in a round.
create or replace table staging.item as
select
    p.plan_code,
    p.round_code,
    p.agency_code,
    p.fiscal_year_be,
    p.round,
    i.item_code,
    cast(split_part(i.item_code, '.', 1) as bigint) as strategy_no,
    cast(split_part(i.item_code, '.', 2) as bigint) as tactic_no,
    cast(split_part(i.item_code, '.', 3) as bigint) as guideline_no,
    i.printed_no,
    i.guideline,
    i.activity,
    i.indicator,
    i.target_text,
    i.starts_on,
    i.ends_on,
    i.ita_code,
    coalesce(i.state, 'active') as state,
    i.approval_ref,
    i.approval_on,
    i.submission_id as plan_submission_id,
    i.row_no as plan_row_no
from staging.plan_round as p
inner join raw.plan_item as i on p.submission_id = i.submission_id
where regexp_full_match(i.item_code, '[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}');
