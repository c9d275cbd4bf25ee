-- One row a measure of a submitted results form, with the plan's measure where it has one. answer_value is what the row
-- says: the typed value, or the share of the two parts, cut to 16 decimals and so on the same side of any target. A
-- deadline says a day (answer_on) and no number, every other measure a number and no day.
create or replace table staging.result_measure as
with planned as (
    select
        s.division_code,
        s.plan_code,
        s.round_code,
        p.round,
        p.kind,
        p.comparator,
        p.target_value,
        p.target_on,
        p.unit,
        p.across_rounds,
        p.across_divisions,
        p.asks_parts,
        p.may_exceed,
        p.same_base,
        coalesce(asks_day(p.kind), false) as is_day,
        m.kind as kind_shown,
        m.unit as unit_shown,
        m.* exclude (kind, unit)
    from staging.submission as s
    inner join raw.result_measure as m on s.submission_id = m.submission_id
    left join staging.measure as p
        on
            s.plan_code = p.plan_code
            and s.round_code = p.round_code
            and m.item_key = p.item_code
            and m.measure_no = p.measure_no
    where m.item_key is not null
),

told as (
    select
        * replace (
            case when not is_day then value end as value,
            case when not is_day then value_half end as value_half,
            case when not is_day then value_year end as value_year,
            case when not is_day then previous end as previous,
            case when not is_day then restated end as restated,
            case when is_day then value_on end as value_on,
            case when is_day then value_half_on end as value_half_on,
            case when is_day then value_year_on end as value_year_on,
            case when is_day then previous_on end as previous_on,
            case when is_day then restated_on end as restated_on
        )
    from planned
)

select
    division_code,
    plan_code,
    round_code,
    round,
    submission_id,
    sheet,
    row_no,
    item_key as item_code,
    cast(measure_no as bigint) as measure_no,
    kind,
    kind_shown,
    comparator,
    target_value,
    target_on,
    unit,
    across_rounds,
    across_divisions,
    asks_parts,
    may_exceed,
    same_base,
    item_code as item_code_shown,
    indicator as indicator_shown,
    target as target_shown,
    unit_shown,
    value,
    value_text,
    value_on,
    value_half,
    value_half_text,
    value_half_on,
    value_year,
    value_year_text,
    value_year_on,
    numerator,
    denominator,
    previous,
    previous_on,
    restated,
    restated_text,
    restated_on,
    restated_numerator,
    restated_denominator,
    restated_reason,
    no_value_code,
    no_value_code_text,
    expected_month,
    assessor,
    coalesce(restated, previous) as first_half,
    coalesce(restated_on, previous_on) as first_half_on,
    cast(case
        when is_share(kind) then exact_share(numerator, denominator)
        when asks_parts and denominator > 0
            then coalesce(exact_share(numerator, denominator), value, value_year, value_half)
        else coalesce(value, value_year, value_half)
    end as decimal(38, 16)) as answer_value,
    coalesce(value_on, value_year_on, value_half_on) as answer_on
from told;
