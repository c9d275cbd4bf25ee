-- One row a measure of a round that has a round before it in its year: what moved, by how much, and what regressed.
-- A restated value counts as restated, and so does its achievement. Of what may not grow, a sum grows by its nature;
-- any other value regresses by growing.
-- Of a deadline both days stand in columns of their own, and how many days later the second is.
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
            coalesce(first_half_value, days_of(first_half_on)) as first_half_value
        ),
        coalesce(kind = 'deadline', false) as is_day,
        status_strength(status) as strength
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
        coalesce(y.first_half_value, h.outcome_value) as first_half_value,
        y.outcome_value as year_value,
        case
            when y.first_half_value is null or y.first_half_value = h.outcome_value then h.achievement_pct
            else achievement(
                case when h.is_day then 'exactly' else h.comparator end, y.first_half_value, h.target_value,
                case h.comparator
                    when 'at_least' then y.first_half_value >= h.target_value
                    when 'at_most' then y.first_half_value <= h.target_value
                    else y.first_half_value = h.target_value
                end
            )
        end as first_half_achievement_pct,
        y.achievement_pct as year_achievement_pct,
        h.status as first_half_status,
        y.status as year_status,
        h.strength as first_half_strength,
        y.strength as year_strength
    from ranked as y
    inner join ordered as o on y.round_code = o.round_code
    inner join ranked as h
        on
            y.plan_code = h.plan_code and o.previous_round_code = h.round_code
            and y.item_code = h.item_code and y.measure_no = h.measure_no
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
    case when not is_day then first_half_value end as first_half_value,
    case when not is_day then year_value end as year_value,
    case when not is_day then year_value - first_half_value end as change_value,
    case when is_day then day_of(first_half_value) end as first_half_on,
    case when is_day then day_of(year_value) end as year_on,
    case when is_day then cast(year_value - first_half_value as bigint) end as change_days,
    first_half_achievement_pct,
    year_achievement_pct,
    year_achievement_pct - first_half_achievement_pct as achievement_change_pct,
    first_half_status,
    year_status,
    (first_half_status <> year_status or (year_value is distinct from first_half_value)) as has_moved,
    (
        coalesce(year_strength < first_half_strength, false)
        or coalesce(comparator = 'at_least' and year_value < first_half_value, false)
        or coalesce(comparator = 'at_most' and across_rounds <> 'sum' and year_value > first_half_value, false)
    ) as is_regressed
from paired;
