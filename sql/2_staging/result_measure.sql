-- One row a measure of a submitted results form, with the plan's measure where it has one.
create or replace table staging.result_measure as
select
    s.division_code,
    s.plan_code,
    s.round_code,
    p.round,
    m.submission_id,
    m.sheet,
    m.row_no,
    m.item_key as item_code,
    cast(m.measure_no as bigint) as measure_no,
    p.kind,
    p.comparator,
    p.target_value,
    p.unit,
    p.across_rounds,
    m.item_code as item_code_shown,
    m.indicator as indicator_shown,
    m.value,
    m.value_text,
    m.value_half,
    m.value_half_text,
    m.value_year,
    m.value_year_text,
    m.numerator,
    m.denominator,
    m.previous,
    m.restated,
    m.restated_reason,
    m.no_value_code,
    m.no_value_code_text,
    m.expected_month,
    m.assessor,
    coalesce(m.restated, m.previous) as first_half,
    cast(coalesce(
        m.value, m.value_year, m.value_half,
        100 * m.numerator / nullif(m.denominator, 0)
    ) as decimal(38, 6)) as any_value,
    coalesce(m.value_text, m.value_year_text, m.value_half_text, m.numerator_text) as any_text
from staging.submission as s
inner join raw.result_measure as m on s.submission_id = m.submission_id
left join staging.measure as p
    on
        s.plan_code = p.plan_code
        and s.round_code = p.round_code
        and m.item_key = p.item_code
        and m.measure_no = p.measure_no
where m.item_key is not null;
