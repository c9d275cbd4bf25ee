-- One row a measure of a round: the value of all divisions together, its achievement and its status, as docs/meaning.md
-- has them. The value is carried as a fraction of whole numbers (n of d), judged as that, and rounded once at the end.
create or replace table rollup.measure_round as
with answered as (
    select
        d.* replace (
            coalesce(d.exact_value, days_of(d.outcome_on)) as exact_value,
            coalesce(d.period_value, days_of(d.period_on)) as period_value,
            coalesce(d.first_value, days_of(d.first_on)) as first_value
        ),
        coalesce(d.no_value_code in ('cancelled', 'not_applicable', 'no_cases'), false) as is_left_out,
        lpad(cast(coalesce(status_strength(d.no_value_code), 99) as varchar), 2, '0') || d.no_value_code as weakness,
        case
            when d.numerator is not null then millionths(100 * d.numerator)
            else ten_billionths(coalesce(d.exact_value, days_of(d.outcome_on)))
        end as n,
        case when d.numerator is not null then millionths(d.denominator) else cast(10000000000 as hugeint) end as d
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
        sum(period_value) as sum_period,
        min(period_value) as min_period,
        max(period_value) as max_period,
        any_value(period_value) filter (where role = 'lead') as lead_period,
        any_value(no_value_code) filter (where role = 'lead') as lead_code,
        any_value(stopped_code) filter (where role = 'lead') as lead_stopped_code,
        any_value(first_value) filter (where role = 'lead') as lead_first,
        bool_or(is_reported) filter (where role = 'lead') as lead_is_reported,
        count(first_value) as first_count,
        sum(first_value) as sum_first,
        min(first_value) as min_first,
        max(first_value) as max_first,
        sum(first_numerator) as sum_first_numerator,
        sum(first_denominator) as sum_first_denominator,
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
        coalesce(m.kind = 'deadline', false) as is_day,
        m.across_divisions in ('lead', 'latest') as is_of_lead,
        is_computed(m.across_rounds, m.across_divisions) as is_computed,
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
),

combined as (
    select
        *,
        case
            when needs_all or (is_of_parts and parted_count < valued_count) then null
            when is_of_parts then millionths(100 * sum_numerator)
            when across_divisions in ('sum', 'mean') then ten_billionths(sum_value)
            when across_divisions = 'min' then min_n
            when across_divisions = 'max' then max_n
            else lead_n
        end as n,
        case
            when is_of_parts then millionths(sum_denominator)
            when across_divisions = 'sum' then cast(10000000000 as hugeint)
            when across_divisions = 'mean' then cast(10000000000 as hugeint) * nullif(valued_count, 0)
            when across_divisions = 'min' then min_d
            when across_divisions = 'max' then max_d
            else lead_d
        end as d,
        case
            when is_of_lead or across_divisions in ('mean', 'ratio') then lead_period
            when across_divisions = 'sum' then sum_period
            when across_divisions = 'min' then min_period
            when across_divisions = 'max' then max_period
        end as period_value,
        case
            when is_of_lead then lead_first
            when across_divisions = 'sum' then sum_first
            when not is_restated then null
            when across_divisions = 'min' then min_first
            when across_divisions = 'max' then max_first
            when across_divisions = 'mean' and first_count > 0
                then kept_value(millionths(sum_first), cast(1000000 as hugeint) * first_count, comparator, target_value)
            when sum_first_denominator > 0
                then kept_value(
                    millionths(100 * sum_first_numerator), millionths(sum_first_denominator), comparator, target_value
                )
            else lead_first
        end as first_half_value
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
            when kind in ('count', 'progress') then 'half'
            when kind in ('ceiling', 'duration') then 'ceiling'
            else 'progress'
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
    case when not is_day then period_value end as period_value,
    case when is_day then day_of(period_value) end as period_on,
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
    case when not is_day then cast(first_half_value as decimal(38, 6)) end as first_half_value,
    case when is_day then day_of(first_half_value) end as first_half_on,
    division_count
from judged;
