-- One row a measure of a round: the value of all divisions together, its achievement and its status, as docs/meaning.md
-- has them. The value is carried as a fraction of whole numbers (n of d), judged as that, and rounded once at the end.
create or replace table rollup.measure_round as
with answered as (
    select
        d.* replace (
            coalesce(d.exact_value, days_of(d.outcome_on)) as exact_value,
            coalesce(d.period_exact_value, days_of(d.period_on)) as period_exact_value,
            coalesce(d.first_exact_value, days_of(d.first_on)) as first_exact_value
        ),
        coalesce(d.no_value_code in ('cancelled', 'not_applicable', 'no_cases'), false) as is_left_out,
        list_position([
            'not_started', 'completed_earlier', 'awaiting_external_result', 'in_progress', 'not_due', 'cancelled',
            'no_cases', 'not_applicable'
        ], d.no_value_code) as weakness,
        case
            when d.numerator is not null then millionths(100 * d.numerator)
            else in_exact_units(coalesce(d.exact_value, days_of(d.outcome_on)))
        end as n,
        case when d.numerator is not null then millionths(d.denominator) else exact_units() end as d
    from rollup.division_measure as d
),

counted as (
    select
        plan_code,
        round_code,
        item_code,
        measure_no,
        count(*) as division_count,
        count(*) filter (where not is_left_out) as asked_count,
        count(*) filter (where not is_left_out and role = 'lead') as asked_lead_count,
        count(exact_value) as valued_count,
        count(numerator) as parted_count,
        count(*) filter (where not is_left_out and exact_value is null) as lacking_count,
        count(*) filter (where is_reported) as reported_count,
        bool_or(is_one_half and not is_left_out) as some_is_one_half,
        bool_or(is_one_half and not is_left_out) filter (where role = 'lead') as lead_is_one_half,
        sum(exact_value) as sum_value,
        arg_min(n, exact_value) as min_n,
        arg_min(d, exact_value) as min_d,
        arg_max(n, exact_value) as max_n,
        arg_max(d, exact_value) as max_d,
        any_value(n) filter (where role = 'lead') as lead_n,
        any_value(d) filter (where role = 'lead' and n is not null) as lead_d,
        sum(numerator) as sum_numerator,
        sum(denominator) as sum_denominator,
        sum(period_exact_value) as sum_period,
        sum(period_numerator) as sum_period_numerator,
        sum(period_denominator) as sum_period_denominator,
        count(period_exact_value) as period_count,
        count(period_numerator) as period_parted_count,
        count(*) filter (where not is_left_out and period_exact_value is null) as period_lacking_count,
        min(period_exact_value) as min_period,
        max(period_exact_value) as max_period,
        any_value(period_exact_value) filter (where role = 'lead') as lead_period,
        any_value(no_value_code) filter (where role = 'lead') as lead_code,
        any_value(stopped_code) filter (where role = 'lead') as lead_stopped_code,
        any_value(first_exact_value) filter (where role = 'lead') as lead_first,
        bool_or(is_reported) filter (where role = 'lead') as lead_is_reported,
        count(first_exact_value) as first_count,
        sum(first_exact_value) as sum_first,
        min(first_exact_value) as min_first,
        max(first_exact_value) as max_first,
        sum(first_numerator) as sum_first_numerator,
        sum(first_denominator) as sum_first_denominator,
        count(first_numerator) as first_parted_count,
        count(*) filter (
            where first_exact_value is null
            and coalesce(first_code, '') not in ('cancelled', 'not_applicable', 'no_cases')
        ) as first_lacking_count,
        bool_or(restated is not null or restated_on is not null or restated_numerator is not null) as is_restated,
        arg_min(no_value_code, weakness) as some_code,
        min(stopped_code) as some_stopped_code,
        any_value(stopped_code) filter (where role = 'lead' and exact_value is not null) as lead_marked_code,
        min(stopped_code) filter (where exact_value is not null) as some_marked_code,
        any_value(no_value_code) filter (where role = 'lead' and not is_left_out) as asked_lead_code,
        arg_min(no_value_code, weakness) filter (where not is_left_out) as asked_code,
        any_value(expected_month order by role) filter (where expected_month is not null) as expected_month,
        any_value(assessor order by role) filter (where assessor is not null) as assessor
    from answered
    group by all
),

-- Of a measure that the lead answers alone, the lead is all that is asked.
asked as (
    select
        m.* replace (
            coalesce(m.target_value, days_of(m.target_on)) as target_value,
            coalesce(m.interim_target, days_of(m.interim_on)) as interim_target
        ),
        coalesce(k.asks = 'day', false) as is_day,
        coalesce(k.interim, 'progress') as interim_of_kind,
        m.across_divisions in ('lead', 'latest') as is_of_lead,
        is_computed(m.kind, m.across_rounds, m.across_divisions) as is_computed,
        c.* exclude (plan_code, round_code, item_code, measure_no),
        case when is_of_lead then c.asked_lead_count else c.asked_count end as who_is_asked_count,
        case when is_of_lead then c.lead_stopped_code else coalesce(c.lead_stopped_code, c.some_stopped_code) end
            as why_stopped,
        case when is_of_lead then c.lead_marked_code else coalesce(c.lead_marked_code, c.some_marked_code) end
            as stopped_code,
        case
            when is_of_lead then c.lead_code
            when c.asked_count > 0 then coalesce(c.asked_lead_code, c.asked_code)
            else coalesce(c.lead_code, c.some_code)
        end as no_value_code,
        coalesce(case when is_of_lead then c.lead_is_one_half else c.some_is_one_half end, false) as is_one_half,
        coalesce(not is_of_lead and c.valued_count > 0 and c.lacking_count > 0, false) as lacks_division,
        case when is_of_lead then coalesce(c.lead_is_reported, false) else coalesce(c.reported_count, 0) > 0 end
            as is_reported,
        m.across_divisions in ('mean', 'ratio') and c.lacking_count > 0 as needs_all,
        m.across_divisions = 'ratio' and c.parted_count > 0 as is_of_parts
    from core.measure as m
    left join counted as c
        on
            m.plan_code = c.plan_code and m.round_code = c.round_code
            and m.item_code = c.item_code and m.measure_no = c.measure_no
    left join raw.kind as k on m.kind = k.kind
),

combined as (
    select
        *,
        case
            when needs_all or (is_of_parts and parted_count < valued_count) then null
            when is_of_parts then millionths(100 * sum_numerator)
            when across_divisions in ('sum', 'mean') then in_exact_units(sum_value)
            when across_divisions = 'min' then min_n
            when across_divisions = 'max' then max_n
            else lead_n
        end as n,
        case
            when is_of_parts then millionths(sum_denominator)
            when across_divisions = 'sum' then exact_units()
            when across_divisions = 'mean' then exact_units() * nullif(valued_count, 0)
            when across_divisions = 'min' then min_d
            when across_divisions = 'max' then max_d
            else lead_d
        end as d,
        case
            when is_of_lead then in_exact_units(lead_period)
            when across_divisions = 'sum' then in_exact_units(sum_period)
            when across_divisions = 'min' then in_exact_units(min_period)
            when across_divisions = 'max' then in_exact_units(max_period)
            when period_lacking_count > 0 then null
            when across_divisions = 'mean' then in_exact_units(sum_period)
            when period_parted_count = 0 then in_exact_units(lead_period)
            when period_parted_count = period_count then millionths(100 * sum_period_numerator)
        end as period_n,
        case
            when across_divisions = 'mean' then exact_units() * nullif(period_count, 0)
            when across_divisions = 'ratio' and period_parted_count > 0 then millionths(sum_period_denominator)
            else exact_units()
        end as period_d,
        case
            when is_of_lead then in_exact_units(lead_first)
            when across_divisions = 'sum' then in_exact_units(sum_first)
            when across_divisions = 'min' then in_exact_units(min_first)
            when across_divisions = 'max' then in_exact_units(max_first)
            when first_lacking_count > 0 then null
            when across_divisions = 'mean' then in_exact_units(sum_first)
            when first_parted_count = 0 then in_exact_units(lead_first)
            when first_parted_count = first_count then millionths(100 * sum_first_numerator)
        end as first_n,
        case
            when across_divisions = 'mean' then exact_units() * nullif(first_count, 0)
            when across_divisions = 'ratio' and first_parted_count > 0 then millionths(sum_first_denominator)
            else exact_units()
        end as first_d,
        coalesce(not is_of_lead and first_count > 0 and first_lacking_count > 0, false) as first_half_is_partial
    from asked
),

-- How the value stands to the target, exactly: -1 below, 0 at, 1 above; null without a value.
ruled as (
    select
        *,
        lacks_division or is_one_half as is_partial,
        sign(n * 1000000 - millionths(target_value) * d) as side,
        case
            when round <> '6m' then 'final'
            when comparator = 'at_most' then 'ceiling'
            when interim_target is not null then 'plan'
            else interim_of_kind
        end as interim_rule
    from combined
),

judged as (
    select
        *,
        case
            when item_state = 'cancelled' then 'cancelled'
            when comparator = 'at_least' and side >= 0 then 'met'
            when who_is_asked_count = 0 and comparator = 'at_most' and side > 0 then 'breached'
            when who_is_asked_count = 0 and n is null then no_value_code
            when who_is_asked_count = 0 and why_stopped is not null then why_stopped
            when not is_reported or is_one_half then 'not_reported'
            when n is null
                then
                    case
                        when no_value_code = 'completed_earlier' then 'not_started'
                        when round = '12m' and no_value_code = 'not_due' then 'not_started'
                        else coalesce(no_value_code, 'not_reported')
                    end
            when comparator = 'at_most' and side > 0 then 'breached'
            when comparator = 'at_most' and is_partial then 'not_reported'
            when comparator = 'at_most' then 'met'
            when comparator = 'exactly' and side = 0 and not is_partial then 'met'
            when round = '12m' then 'not_met'
            when comparator = 'exactly' and side > 0 then 'behind'
            when interim_rule = 'plan' and n * 1000000 >= millionths(interim_target) * d then 'on_track'
            when interim_rule = 'half' and 2 * n * 1000000 >= millionths(target_value) * d then 'on_track'
            when interim_rule = 'progress' and n > 0 then 'on_track'
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
    case when not is_day then target_value end as target_value,
    target_on,
    unit,
    unit_printed,
    case when not is_day then interim_target end as interim_target,
    interim_on,
    across_rounds,
    across_divisions,
    same_base,
    is_computed,
    case when not is_day then kept_value(period_n, period_d, comparator, target_value) end as period_value,
    case when is_day then day_of(period_n // period_d) end as period_on,
    case when not is_day then kept_value(n, d, comparator, target_value) end as outcome_value,
    case when is_day then day_of(n // d) end as outcome_on,
    case when n is null then no_value_code end as no_value_code,
    stopped_code,
    achievement_of(
        case when is_day then 'exactly' else comparator end, n, d, target_value, status = 'met'
    ) as achievement_pct,
    status,
    interim_rule,
    is_partial,
    expected_month,
    assessor,
    case when not is_day then kept_value(first_n, first_d, comparator, target_value) end as first_half_value,
    case when not is_day and first_n is not null then exact_quotient(first_n, first_d) end as first_half_exact_value,
    case when is_day then day_of(first_n // first_d) end as first_half_on,
    first_half_is_partial,
    coalesce(is_restated, false) as is_restated,
    division_count
from judged;
