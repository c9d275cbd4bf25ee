-- One row a ministry in a round: the sums over its agencies, as the tree stood on the last day the round covers, or
-- last stood in it. An agency without a ministry stands under none (null). Where nobody counted the people who attended
-- there is no attendee_count.
create or replace table rollup.ministry_round as
with reported as (
    select
        plan_code,
        round_code,
        count(*) as division_count,
        count(*) filter (where is_received) as received_count,
        count(*) filter (where is_accepted) as accepted_count,
        count(*) filter (where is_on_time) as on_time_count
    from rollup.completeness
    group by all
),

placed as (
    select
        t.*,
        a.* exclude (plan_code, agency_code, fiscal_year_be, round_code, round)
    from rollup.agency_place as t
    left join rollup.agency_round as a on t.plan_code = a.plan_code and t.round_code = a.round_code
),

summed as (
    select
        a.ministry_code,
        max(a.ministry_name) as ministry_name,
        a.fiscal_year_be,
        a.round_code,
        a.round,
        count(distinct a.agency_code) filter (where a.plan_code is not null) as agency_count,
        count(distinct a.agency_code) filter (where a.plan_code is null) as planless_agency_count,
        count(distinct a.agency_code) filter (where p.accepted_count > 0) as reporting_agency_count,
        sum(p.division_count) as division_count,
        sum(p.received_count) as received_count,
        sum(p.accepted_count) as accepted_count,
        sum(p.on_time_count) as on_time_count,
        sum(a.item_count) as item_count,
        sum(a.met_count) as met_count,
        sum(a.not_yet_met_count) as not_yet_met_count,
        sum(a.no_value_count) as no_value_count,
        sum(a.on_track_count) as on_track_count,
        sum(a.behind_count) as behind_count,
        sum(a.not_met_count) as not_met_count,
        sum(a.breached_count) as breached_count,
        sum(a.in_progress_count) as in_progress_count,
        sum(a.awaiting_external_result_count) as awaiting_external_result_count,
        sum(a.not_due_count) as not_due_count,
        sum(a.not_started_count) as not_started_count,
        sum(a.not_reported_count) as not_reported_count,
        sum(e.event_count) as event_count,
        sum(e.told_event_count) as told_event_count,
        sum(e.attendee_count) as attendances
    from placed as a
    left join reported as p on a.plan_code = p.plan_code and a.round_code = p.round_code
    left join rollup.event_round as e on a.plan_code = e.plan_code and a.round_code = e.round_code
    group by a.ministry_code, a.fiscal_year_be, a.round_code, a.round
)

select
    ministry_code,
    ministry_name,
    fiscal_year_be,
    round_code,
    round,
    cast(coalesce(columns('_count$'), 0) as bigint),
    cast(attendances as bigint) as attendee_count
from summed;
