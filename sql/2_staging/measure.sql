-- One row a measure of an item of a plan in a round; across_rounds and across_divisions default by kind. Of a deadline
-- the target is a day (target_on), of all others a number. asks_parts
-- tells a value that is a share of two numbers; may_exceed and same_base are said of such a one.
create or replace table staging.measure as
select
    i.plan_code,
    i.round_code,
    i.agency_code,
    i.fiscal_year_be,
    i.round,
    i.state as item_state,
    m.item_code,
    cast(m.measure_no as bigint) as measure_no,
    m.measure_text,
    m.kind,
    m.comparator,
    case when coalesce(k.asks <> 'day', true) then m.target_value end as target_value,
    case when k.asks = 'day' then m.target_on end as target_on,
    m.unit,
    m.unit_printed,
    case when coalesce(k.asks <> 'day', true) then m.interim_target end as interim_target,
    case when k.asks = 'day' then m.interim_on end as interim_on,
    coalesce(m.across_rounds, k.across_rounds, 'latest') as across_rounds,
    coalesce(m.across_divisions, k.across_divisions, 'lead') as across_divisions,
    coalesce(k.asks = 'parts', false) or coalesce('ratio' in (m.across_rounds, m.across_divisions), false)
        as asks_parts,
    coalesce(m.may_exceed = 'yes', false) as may_exceed,
    m.same_base = 'yes' as same_base,
    m.submission_id as plan_submission_id,
    m.row_no as plan_row_no
from staging.item as i
inner join raw.plan_measure as m
    on i.plan_submission_id = m.submission_id and i.item_code = m.item_code
left join raw.kind as k on m.kind = k.kind;
