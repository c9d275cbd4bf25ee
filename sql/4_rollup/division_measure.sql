-- One row a division and measure of a round: the value at the end of the round from all its rounds so far.
-- In 12m the first half is the restated value where one is given; see the test table of annual values.
create or replace table rollup.division_measure as
with joined as (
    select
        r.*,
        m.kind,
        m.comparator,
        m.target_value,
        m.across_rounds,
        h.is_reported as first_is_reported,
        coalesce(r.restated, h.value) as first_value,
        h.no_value_code as first_code,
        h.numerator as first_numerator,
        h.denominator as first_denominator,
        coalesce(r.value_year, r.value) as typed_value
    from core.result as r
    inner join core.measure as m
        on
            r.plan_code = m.plan_code and r.round_code = m.round_code
            and r.item_code = m.item_code and r.measure_no = m.measure_no
    left join core.result as h
        on
            r.round = '12m' and h.round = '6m'
            and r.plan_code = h.plan_code and r.fiscal_year_be = h.fiscal_year_be
            and r.item_code = h.item_code and r.measure_no = h.measure_no
            and r.division_code = h.division_code
),

stepped as (
    select
        *,
        no_value_code in ('no_cases', 'completed_earlier') as carries,
        no_value_code in ('cancelled', 'not_applicable') as drops,
        across_rounds in ('sum', 'max', 'min', 'mean', 'ratio') as accumulates,
        case
            when across_rounds = 'ratio'
                then
                    case
                        when round = '6m' or not is_reported then coalesce(numerator, first_numerator)
                        when numerator is null then first_numerator
                        else numerator + coalesce(first_numerator, 0)
                    end
        end as total_numerator,
        case
            when across_rounds = 'ratio'
                then
                    case
                        when round = '6m' or not is_reported then coalesce(denominator, first_denominator)
                        when denominator is null then first_denominator
                        else denominator + coalesce(first_denominator, 0)
                    end
        end as total_denominator
    from joined
)

select
    plan_code,
    agency_code,
    fiscal_year_be,
    round_code,
    round,
    item_code,
    measure_no,
    division_code,
    role,
    submission_id,
    sheet,
    row_no,
    is_reported,
    coalesce(first_is_reported, false) as first_is_reported,
    first_value,
    restated,
    restated_reason,
    expected_month,
    assessor,
    total_numerator as numerator,
    total_denominator as denominator,
    cast(case
        when round = '6m' then coalesce(value, 100 * numerator / nullif(denominator, 0))
        when across_rounds = 'ratio' then 100 * numerator / nullif(denominator, 0)
        when across_rounds = 'sum' then coalesce(value_half, value_year - first_value)
        else coalesce(value_year, value_half)
    end as decimal(38, 6)) as period_value,
    cast(case
        when drops then null
        when across_rounds = 'ratio'
            then
                coalesce(
                    100 * total_numerator / nullif(total_denominator, 0),
                    case when round = '6m' then value end
                )
        when round = '6m' then value
        when not is_reported then case when accumulates then first_value end
        when across_rounds = 'sum'
            then
                coalesce(
                    value_year, value_half + coalesce(first_value, 0), first_value
                )
        when across_rounds = 'max' then greatest(coalesce(value_year, value_half), first_value)
        when across_rounds = 'min' then least(coalesce(value_year, value_half), first_value)
        when across_rounds = 'mean'
            then
                case
                    when coalesce(value_half, value_year) is null then first_value
                    when first_value is null then coalesce(value_half, value_year)
                    else (coalesce(value_half, value_year) + first_value) / 2
                end
        else coalesce(value_year, value_half, case when carries then first_value end)
    end as decimal(38, 6)) as outcome_value,
    case
        when not is_reported then null
        else no_value_code
    end as no_value_code,
    round = '12m' and accumulates and (
        (
            is_reported and not coalesce(first_is_reported, false) and value_year is null
            and coalesce(value_half, numerator) is not null
        )
        or (not is_reported and coalesce(first_value, first_numerator) is not null)
    ) as is_one_half
from stepped;
