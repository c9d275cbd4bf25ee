-- One row a ministry in a round: the sums over its agencies, as the tree stood on the last day the round covers, or
-- last stood in it. An agency without a ministry stands under none (null). Where nobody counted the people who attended
-- there is no attendee_count.
create or replace table rollup.ministry_round as
with tree as (
    select
        r.round_code,
        r.fiscal_year_be,
        r.round,
        a.agency_code,
        a.ministry_code,
        a.ministry_name
    from raw.round as r
    inner join raw.agency as a
        on
            (a.valid_from is null or r.covers_to >= a.valid_from)
            and (a.valid_to is null or r.covers_from <= a.valid_to)
    qualify row_number() over (partition by r.round_code, a.agency_code order by a.valid_from desc nulls last) = 1
),

reported as (
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

-- A plan whose agency the register does not have in the round still counts, under no ministry.
placed as (
    select
        t.ministry_code,
        t.ministry_name,
        coalesce(t.fiscal_year_be, a.fiscal_year_be) as fiscal_year_be,
        coalesce(t.round_code, a.round_code) as round_code,
        coalesce(t.round, a.round) as round,
        coalesce(t.agency_code, a.agency_code) as agency_code,
        a.plan_code,
        a.* exclude (plan_code, agency_code, fiscal_year_be, round_code, round)
    from tree as t
    full join rollup.agency_round as a on t.round_code = a.round_code and t.agency_code = a.agency_code
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
