-- One row a division and measure of a round: the value at the end of the round from all its rounds so far, as the
-- table "The value of a division" of docs/meaning.md has it. outcome_value is rounded once, exact_value is not.
-- Days of a deadline are computed as whole numbers and stand in columns of their own.
create or replace table rollup.division_measure as
with joined as (
    select
        r.* replace (
            coalesce(r.value, days_of(r.value_on)) as value,
            coalesce(r.value_half, days_of(r.value_half_on)) as value_half,
            coalesce(r.value_year, days_of(r.value_year_on)) as value_year,
            coalesce(r.restated, days_of(r.restated_on)) as restated
        ),
        coalesce(asks_day(m.kind), false) as is_day,
        coalesce(is_share(m.kind), false) as is_ratio,
        m.comparator,
        m.target_value,
        m.across_rounds,
        m.same_base,
        m.asks_parts,
        coalesce(h.is_reported, false) as first_is_reported,
        h.no_value_code as told_first_code,
        coalesce(h.value, days_of(h.value_on)) as reported_first,
        coalesce(r.restated_numerator, h.numerator) as told_first_numerator,
        case when r.restated_numerator is not null then r.restated_denominator else h.denominator end
            as told_first_denominator,
        m.across_rounds in ('sum', 'max', 'min', 'mean', 'ratio') as accumulates,
        coalesce(r.no_value_code in ('no_cases', 'completed_earlier'), false) as carries,
        coalesce(r.no_value_code in ('cancelled', 'not_applicable'), false) as stops
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

-- Two numbers make a share where both are there and the second is above zero; a ratio has no other value.
parted as (
    select
        *,
        case when asks_parts and denominator > 0 then numerator end as own_numerator,
        case when asks_parts and numerator is not null and denominator > 0 then denominator end as own_denominator,
        case when asks_parts and told_first_denominator > 0 then told_first_numerator end as first_numerator,
        case
            when asks_parts and told_first_numerator is not null and told_first_denominator > 0
                then told_first_denominator
        end as first_denominator,
        case when not is_ratio and round = '6m' then value end as typed_value,
        case when not is_ratio and round <> '6m' then value_half end as typed_half,
        case when not is_ratio and round <> '6m' then coalesce(value_year, value) end as typed_year,
        case when not is_ratio then coalesce(restated, reported_first) end as typed_first
    from joined
),

valued as (
    select
        *,
        cast(
            coalesce(exact_share(first_numerator, first_denominator), cast(typed_first as decimal(38, 16)))
            as decimal(38, 16)
        ) as first_exact,
        cast(coalesce(exact_share(own_numerator, own_denominator), cast(case
            when round = '6m' then typed_value
            when across_rounds = 'mean' then coalesce(typed_half, typed_year)
            else coalesce(typed_year, typed_half)
        end as decimal(38, 16))) as decimal(38, 16)) as own_exact
    from parted
),

-- Whose value it is: of this round, of the first half, or of both together.
chosen as (
    select
        *,
        case
            when own_exact is null and (stops or carries or accumulates) and first_exact is not null then 'first'
            when own_exact is null then null
            when first_exact is null or across_rounds = 'latest' then 'own'
            when across_rounds = 'sum' and typed_year is not null then 'own'
            when across_rounds = 'max' then case when own_exact >= first_exact then 'own' else 'first' end
            when across_rounds = 'min' then case when own_exact <= first_exact then 'own' else 'first' end
            when across_rounds = 'ratio' and (first_numerator is null or own_numerator is null) then 'own'
            else 'both'
        end as holds
    from valued
),

combined as (
    select
        *,
        case
            when holds = 'own' then own_numerator
            when holds = 'first' then first_numerator
            when across_rounds = 'ratio' then own_numerator + first_numerator
        end as total_numerator,
        case
            when holds = 'own' then own_denominator
            when holds = 'first' then first_denominator
            when across_rounds = 'ratio' and same_base then own_denominator
            when across_rounds = 'ratio' then own_denominator + first_denominator
        end as total_denominator
    from chosen
),

-- Sums and means of shares are exact to twelve decimals, all others wholly.
summed as (
    select
        *,
        cast(case
            when holds = 'own' then own_exact
            when holds = 'first' then first_exact
            when across_rounds = 'ratio' then exact_share(total_numerator, total_denominator)
            when across_rounds = 'mean' then cast((own_exact + first_exact) * 0.5 as decimal(38, 16))
            when across_rounds = 'sum' then cast(own_exact + first_exact as decimal(38, 16))
        end as decimal(38, 16)) as exact_value
    from combined
),

rounded as (
    select
        is_day,
        restated_on,
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
        first_is_reported,
        case
            when first_numerator is not null
                then kept_value(
                    millionths(100 * first_numerator), millionths(first_denominator), comparator, target_value
                )
            else cast(typed_first as decimal(38, 6))
        end as first_value,
        first_numerator,
        first_denominator,
        case when first_exact is null then told_first_code end as first_code,
        restated,
        restated_numerator,
        restated_denominator,
        restated_reason,
        expected_month,
        assessor,
        total_numerator as numerator,
        total_denominator as denominator,
        own_numerator as period_numerator,
        own_denominator as period_denominator,
        case
            when own_numerator is not null
                then kept_value(
                    millionths(100 * own_numerator), millionths(own_denominator), comparator, target_value
                )
            when round = '6m' then cast(typed_value as decimal(38, 6))
            when across_rounds = 'sum' then cast(coalesce(typed_half, typed_year - typed_first) as decimal(38, 6))
            else cast(coalesce(typed_year, typed_half) as decimal(38, 6))
        end as period_value,
        case
            when across_rounds = 'sum' and round <> '6m' and own_numerator is null
                then cast(period_value as decimal(38, 16))
            else own_exact
        end as period_exact_value,
        first_exact as first_exact_value,
        exact_value,
        case
            when total_numerator is not null
                then kept_value(
                    millionths(100 * total_numerator), millionths(total_denominator), comparator, target_value
                )
            when across_rounds <> 'mean' and not asks_parts then cast(exact_value as decimal(38, 6))
            else kept_value(in_exact_units(exact_value), exact_units(), comparator, target_value)
        end as outcome_value,
        case when is_reported then no_value_code end as no_value_code,
        case when is_reported and stops and own_exact is null then no_value_code end as stopped_code,
        round = '12m' and accumulates and (
            (
                is_reported and own_exact is not null and typed_year is null
                and first_exact is null and not first_is_reported
            )
            or (not is_reported and first_exact is not null)
        ) as is_one_half
    from summed
)

select
    * exclude (is_day, restated_on) replace (
        case when not is_day then first_value end as first_value,
        case when not is_day then restated end as restated,
        case when not is_day then period_value end as period_value,
        case when not is_day then period_exact_value end as period_exact_value,
        case when not is_day then first_exact_value end as first_exact_value,
        case when not is_day then exact_value end as exact_value,
        case when not is_day then outcome_value end as outcome_value
    ),
    case when is_day then day_of(first_value) end as first_on,
    restated_on,
    case when is_day then day_of(period_value) end as period_on,
    case when is_day then day_of(outcome_value) end as outcome_on
from rounded;
