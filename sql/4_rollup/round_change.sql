-- One row a measure of a round that has a round before it in its year: what moved, by how much, and what regressed.
-- A restated value counts as restated, and so does its achievement. Of what may not grow, a sum grows by its nature;
-- any other value regresses by growing. Where target, unit or comparator is another one, or nobody has said anything,
-- nothing is compared: null. Of a deadline both days stand in columns of their own, and how many days later the
-- second is.
create or replace table rollup.round_change as
with ordered as (
    select
        round_code,
        lag(round_code) over (partition by fiscal_year_be order by covers_to, round_code) as previous_round_code
    from core.round
),

ranked as (
    select
        * replace (
            coalesce(target_value, days_of(target_on)) as target_value,
            coalesce(outcome_value, days_of(outcome_on)) as outcome_value,
            coalesce(first_half_value, days_of(first_half_on)) as first_half_value,
            coalesce(first_half_exact_value, days_of(first_half_on)) as first_half_exact_value
        ),
        coalesce(asks_day(kind), false) as is_day
    from rollup.measure_round
),

paired as (
    select
        y.plan_code,
        y.agency_code,
        y.fiscal_year_be,
        y.round_code,
        h.round_code as previous_round_code,
        y.item_code,
        y.measure_no,
        y.comparator,
        y.across_rounds,
        y.unit,
        y.is_day,
        h.comparator as previous_comparator,
        h.target_value as previous_target_value,
        h.unit as previous_unit,
        case when y.is_restated then y.first_half_value else h.outcome_value end as first_half_value,
        y.first_half_exact_value,
        y.outcome_value as year_value,
        h.achievement_pct as reported_achievement_pct,
        y.achievement_pct as year_achievement_pct,
        h.status as first_half_status,
        y.status as year_status,
        y.is_restated,
        y.first_half_is_partial,
        (
            y.target_value <> h.target_value
            or coalesce(y.unit, '') <> coalesce(h.unit, '')
            or y.comparator <> h.comparator
        ) as is_target_changed,
        y.status = 'not_reported' or h.status = 'not_reported' as is_silent
    from ranked as y
    inner join ordered as o on y.round_code = o.round_code
    inner join ranked as h
        on
            y.plan_code = h.plan_code and o.previous_round_code = h.round_code
            and y.item_code = h.item_code and y.measure_no = h.measure_no
),

-- The half as it is known now: a restated value may have been met or not, whatever was reported then.
judged as (
    select
        *,
        case
            when not is_restated then first_half_status = 'met'
            when previous_comparator = 'at_least' then first_half_exact_value >= previous_target_value
            when first_half_is_partial then false
            when previous_comparator = 'at_most' then first_half_exact_value <= previous_target_value
            else first_half_exact_value = previous_target_value
        end as was_met
    from paired
),

compared as (
    select
        *,
        case
            when is_restated
                then achievement(
                    case when is_day then 'exactly' else previous_comparator end,
                    first_half_exact_value, previous_target_value, was_met
                )
            else reported_achievement_pct
        end as first_half_achievement_pct,
        case
            when comparator = 'at_least' then year_value < first_half_value
            when comparator = 'at_most' and across_rounds <> 'sum' then year_value > first_half_value
            when year_value is not null and first_half_value is not null then false
        end as is_worse,
        was_met and year_status <> 'met' as is_lost,
        year_status in ('not_reported', 'cancelled', 'no_cases', 'not_applicable') as tells_nothing
    from judged
)

select
    plan_code,
    agency_code,
    fiscal_year_be,
    round_code,
    previous_round_code,
    item_code,
    measure_no,
    unit,
    previous_comparator,
    case when not is_day then previous_target_value end as previous_target_value,
    case when is_day then day_of(previous_target_value) end as previous_target_on,
    previous_unit,
    case when not is_day then first_half_value end as first_half_value,
    case when not is_day then year_value end as year_value,
    case when not is_day and not is_target_changed then year_value - first_half_value end as change_value,
    case when is_day then day_of(first_half_value) end as first_half_on,
    case when is_day then day_of(year_value) end as year_on,
    case when is_day and not is_target_changed then cast(year_value - first_half_value as bigint) end as change_days,
    first_half_achievement_pct,
    year_achievement_pct,
    case when not is_target_changed then year_achievement_pct - first_half_achievement_pct end
        as achievement_change_pct,
    first_half_status,
    year_status,
    is_target_changed,
    case
        when not is_target_changed and not is_silent
            then (first_half_status <> year_status or (year_value is distinct from first_half_value))
    end as has_moved,
    case when not is_target_changed and not tells_nothing then is_worse or is_lost end as is_regressed
from compared;
