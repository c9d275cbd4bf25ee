-- One row a measure of a round: the value of all divisions together, its achievement and its status.
-- across_divisions decides how divisions combine; those that say cancelled, not_applicable or no_cases are left out.
-- The reason of a missing value is the lead's, else the weakest of the others.
create or replace table rollup.measure_round as
with counted as (
    select
        plan_code,
        round_code,
        item_code,
        measure_no,
        count(*) as division_count,
        count(*) filter (where not is_left_out) as asked_count,
        count(*) filter (where not is_left_out and outcome_value is not null) as valued_count,
        count(*) filter (where not is_left_out and is_reported) as reported_count,
        bool_or(is_one_half and not is_left_out) as some_is_one_half,
        bool_or(is_one_half and not is_left_out) filter (where role = 'lead') as lead_is_one_half,
        sum(outcome_value) filter (where not is_left_out) as sum_value,
        min(outcome_value) filter (where not is_left_out) as min_value,
        max(outcome_value) filter (where not is_left_out) as max_value,
        avg(outcome_value) filter (where not is_left_out) as mean_value,
        sum(numerator) filter (where not is_left_out) as numerator,
        sum(denominator) filter (where not is_left_out) as denominator,
        sum(period_value) filter (where not is_left_out) as sum_period,
        min(period_value) filter (where not is_left_out) as min_period,
        max(period_value) filter (where not is_left_out) as max_period,
        any_value(outcome_value) filter (where role = 'lead') as lead_value,
        any_value(period_value) filter (where role = 'lead') as lead_period,
        any_value(no_value_code) filter (where role = 'lead') as lead_code,
        any_value(first_value) filter (where role = 'lead') as lead_first,
        bool_or(is_reported) filter (where role = 'lead') as lead_is_reported,
        sum(first_value) as sum_first,
        min(first_value) as min_first,
        max(first_value) as max_first,
        avg(first_value) as mean_first,
        bool_or(restated is not null) as is_restated,
        arg_min(no_value_code, weakness) as some_code,
        any_value(no_value_code) filter (where role = 'lead' and not is_left_out) as asked_lead_code,
        arg_min(no_value_code, weakness) filter (where not is_left_out) as asked_code,
        any_value(expected_month order by role) filter (where expected_month is not null) as expected_month,
        any_value(assessor order by role) filter (where assessor is not null) as assessor
    from (
        select
            *,
            coalesce(no_value_code in ('cancelled', 'not_applicable'), false)
            or (coalesce(no_value_code = 'no_cases', false) and outcome_value is null) as is_left_out,
            lpad(cast(coalesce(status_strength(no_value_code), 99) as varchar), 2, '0') || no_value_code as weakness
        from rollup.division_measure
    ) as d
    group by all
),

combined as (
    select
        m.*,
        c.* exclude (plan_code, round_code, item_code, measure_no),
        case
            when m.across_divisions in ('lead', 'latest') then c.lead_code
            when c.asked_count > 0 then coalesce(c.asked_lead_code, c.asked_code)
            else coalesce(c.lead_code, c.some_code)
        end as no_value_code,
        m.across_divisions not in ('lead', 'latest')
        and c.valued_count > 0 and c.valued_count < c.asked_count as lacks_division,
        case when m.across_divisions in ('lead', 'latest') then c.lead_is_one_half else c.some_is_one_half end
            as is_one_half,
        cast(case
            when m.across_divisions in ('lead', 'latest') then c.lead_value
            when m.across_divisions = 'sum' then c.sum_value
            when m.across_divisions = 'min' then c.min_value
            when m.across_divisions = 'max' then c.max_value
            when c.valued_count < c.asked_count then null
            when m.across_divisions = 'mean' then c.mean_value
            when m.across_divisions = 'ratio'
                then coalesce(100 * c.numerator / nullif(c.denominator, 0), c.lead_value)
        end as decimal(38, 6)) as outcome_value,
        cast(case
            when m.across_divisions in ('lead', 'latest', 'mean', 'ratio') then c.lead_period
            when m.across_divisions = 'sum' then c.sum_period
            when m.across_divisions = 'min' then c.min_period
            when m.across_divisions = 'max' then c.max_period
        end as decimal(38, 6)) as period_value,
        case
            when m.across_divisions in ('lead', 'latest') then coalesce(c.lead_is_reported, false)
            else coalesce(c.reported_count, 0) > 0 or c.asked_count = 0
        end as is_reported
    from core.measure as m
    left join counted as c
        on
            m.plan_code = c.plan_code and m.round_code = c.round_code
            and m.item_code = c.item_code and m.measure_no = c.measure_no
),

ruled as (
    select
        *,
        coalesce(lacks_division or is_one_half, false) as is_partial,
        coalesce(comparator = 'at_least' and outcome_value >= target_value, false) as is_reached,
        case
            when round <> '6m' then 'final'
            when comparator = 'at_most' then 'ceiling'
            when interim_target is not null then 'plan'
            when kind in ('count', 'progress') then 'half'
            else 'progress'
        end as interim_rule
    from combined
),

judged as (
    select
        *,
        case
            when item_state = 'cancelled' then 'cancelled'
            when asked_count = 0 and outcome_value is null then no_value_code
            when is_reached then 'met'
            when not is_reported then 'not_reported'
            when is_one_half then 'not_reported'
            when outcome_value is null
                then
                    case
                        when no_value_code = 'completed_earlier' then 'not_started'
                        when round = '12m' and no_value_code = 'not_due' then 'not_started'
                        else coalesce(no_value_code, 'not_reported')
                    end
            when comparator = 'at_most' and outcome_value > target_value then 'breached'
            when comparator = 'at_most' and is_partial then 'not_reported'
            when comparator = 'at_most' then 'met'
            when comparator = 'exactly' and outcome_value = target_value then 'met'
            when round = '12m' then 'not_met'
            when comparator = 'exactly' and outcome_value > target_value then 'behind'
            when interim_rule = 'plan' and outcome_value >= interim_target then 'on_track'
            when interim_rule = 'half' and outcome_value >= target_value / 2 then 'on_track'
            when interim_rule = 'progress' and outcome_value > 0 then 'on_track'
            else 'behind'
        end as status
    from ruled
)

select
    plan_code,
    agency_code,
    fiscal_year_be,
    round_code,
    round,
    item_code,
    measure_no,
    measure_text,
    kind,
    comparator,
    target_value,
    unit,
    unit_printed,
    interim_target,
    across_rounds,
    across_divisions,
    period_value,
    outcome_value,
    case when outcome_value is null then no_value_code end as no_value_code,
    achievement(comparator, outcome_value, target_value, status = 'met') as achievement_pct,
    status,
    interim_rule,
    is_partial,
    expected_month,
    assessor,
    cast(case
        when across_divisions in ('lead', 'latest') then lead_first
        when across_divisions = 'sum' then sum_first
        when not is_restated then null
        when across_divisions = 'min' then min_first
        when across_divisions = 'max' then max_first
        when across_divisions = 'mean' then mean_first
        else lead_first
    end as decimal(38, 6)) as first_half_value,
    division_count
from judged;
