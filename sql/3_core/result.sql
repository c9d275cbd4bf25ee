-- One row a division, item and measure that the plan asks for in a round: what the submission in force says.
create or replace table core.result as
select
    m.plan_code,
    m.agency_code,
    m.fiscal_year_be,
    m.round_code,
    m.round,
    m.item_code,
    m.measure_no,
    r.division_code,
    r.role,
    s.submission_id is not null and v.row_no is not null as is_reported,
    v.submission_id,
    v.sheet,
    v.row_no,
    v.value,
    v.value_on,
    v.value_half,
    v.value_half_on,
    v.value_year,
    v.value_year_on,
    v.numerator,
    v.denominator,
    v.answer_value,
    v.answer_on,
    v.restated,
    v.restated_on,
    v.restated_numerator,
    v.restated_denominator,
    v.restated_reason,
    v.no_value_code,
    v.expected_month,
    v.assessor
from core.measure as m
inner join staging.role as r
    on m.plan_code = r.plan_code and m.round_code = r.round_code and m.item_code = r.item_code
left join core.submission as s
    on
        m.plan_code = s.plan_code and m.round_code = s.round_code
        and r.division_code = s.division_code and s.kind = 'results' and s.is_in_force
left join staging.result_measure as v
    on
        s.submission_id = v.submission_id and m.item_code = v.item_code and m.measure_no = v.measure_no;
