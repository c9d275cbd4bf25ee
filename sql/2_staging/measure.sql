-- One row a measure of an item of a plan in a round; across_rounds and across_divisions default by kind.
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
    m.target_value,
    m.unit,
    m.unit_printed,
    m.interim_target,
    coalesce(m.across_rounds, case
        when m.kind in ('count', 'ceiling') then 'sum'
        when m.kind = 'ratio' then 'ratio'
        when m.kind = 'duration' then 'max'
        else 'latest'
    end) as across_rounds,
    coalesce(m.across_divisions, case
        when m.kind in ('count', 'ceiling') then 'sum'
        when m.kind = 'ratio' then 'ratio'
        when m.kind in ('document', 'duration') then 'max'
        when m.kind in ('level', 'deadline') then 'min'
        else 'lead'
    end) as across_divisions,
    m.submission_id as plan_submission_id,
    m.row_no as plan_row_no
from staging.item as i
inner join raw.plan_measure as m
    on i.plan_submission_id = m.submission_id and i.item_code = m.item_code;
