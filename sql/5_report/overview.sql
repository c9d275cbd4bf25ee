-- One row the report of a ministry, or of the nation (no ministry_code), in a round: title, counts and shares of its
-- summary page. It is closed when every agency with a plan has closed the round. Agencies without a ministry are in the
-- nation's alone.
create or replace view report.overview as
with counted as (
    select
        'ministry' as level,
        *
    from rollup.ministry_round
    where ministry_code is not null
    union all by name
    select
        'nation' as level,
        *
    from rollup.nation_round
),

titled as (
    select
        p.ministry_code,
        t.*
    from report.title as t
    inner join rollup.agency_place as p on t.plan_code = p.plan_code and t.round_code = p.round_code
),

-- What all documents of a ministry's agencies, and of the nation's, say of themselves.
known as (
    select
        round_code,
        ministry_code,
        grouping(ministry_code) = 1 as is_nation,
        bool_and(state = 'closed') as is_closed,
        max(as_of_on) as as_of_on,
        max(dated_on) as dated_on,
        bool_or(is_sample) as is_sample,
        case when count(distinct plan_name) = 1 then any_value(plan_name) end as plan_name
    from titled
    group by grouping sets ((round_code, ministry_code), (round_code))
)

select
    c.level,
    c.ministry_code,
    c.ministry_name,
    c.round_code,
    c.fiscal_year_be,
    c.round,
    coalesce(r.label, r.round) as label,
    r.covers_from,
    r.covers_to,
    case when k.is_closed then 'closed' else 'open' end as state,
    k.as_of_on,
    coalesce(k.dated_on, r.covers_to) as dated_on,
    coalesce(k.is_sample, false) as is_sample,
    k.plan_name,
    c.ministry_count,
    c.agency_count,
    c.planless_agency_count,
    c.reporting_agency_count,
    c.division_count,
    c.accepted_count,
    percent_of(c.accepted_count, c.division_count) as accepted_pct,
    c.on_time_count,
    c.accepted_count - c.on_time_count as late_count,
    c.received_count - c.accepted_count as not_accepted_count,
    c.division_count - c.received_count as missing_count,
    c.item_count,
    c.met_count,
    percent_of(c.met_count, c.item_count) as met_pct,
    c.not_yet_met_count,
    c.no_value_count,
    c.on_track_count,
    c.behind_count,
    c.not_met_count,
    c.breached_count,
    c.in_progress_count,
    c.awaiting_external_result_count,
    c.not_due_count,
    c.not_started_count,
    c.event_count,
    c.told_event_count,
    c.attendee_count
from counted as c
inner join raw.round as r on c.round_code = r.round_code
left join known as k
    on
        c.round_code = k.round_code and (c.level = 'nation') = k.is_nation
        and (c.level = 'nation' or c.ministry_code = k.ministry_code);
