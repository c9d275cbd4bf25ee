-- One row a restated six-month value: the printed note. is_computed where the value is a share of two parts.
create or replace view report.restatement as
select
    d.plan_code,
    d.round_code,
    d.item_code,
    d.measure_no,
    d.division_code,
    m.unit,
    m.kind = 'ratio' as is_computed,
    m.target_value,
    m.comparator,
    cast(coalesce(h.value, exact_share(h.numerator, h.denominator)) as decimal(38, 6)) as reported_value,
    case when d.restated_numerator is not null then d.first_value else d.restated end as restated,
    h.answer_on as reported_on,
    d.restated_on,
    d.restated_reason
from rollup.division_measure as d
inner join core.result as h
    on
        d.plan_code = h.plan_code and d.fiscal_year_be = h.fiscal_year_be and h.round = '6m'
        and d.item_code = h.item_code and d.measure_no = h.measure_no and d.division_code = h.division_code
inner join core.measure as m
    on
        d.plan_code = m.plan_code and d.round_code = m.round_code
        and d.item_code = m.item_code and d.measure_no = m.measure_no
where d.restated is not null or d.restated_numerator is not null or d.restated_on is not null;
