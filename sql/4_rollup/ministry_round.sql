-- One row a ministry in a round: the sums over its agencies, as the tree stood on the last day the round covers.
-- An agency without a ministry stands under none (null).
create or replace table rollup.ministry_round as
with tree as (
    select
        r.round_code,
        a.agency_code,
        a.ministry_code,
        a.ministry_name
    from core.round as r
    inner join raw.agency as a
        on
            (a.valid_from is null or r.covers_to >= a.valid_from)
            and (a.valid_to is null or r.covers_to <= a.valid_to)
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

summed as (
    select
        t.ministry_code,
        max(t.ministry_name) as ministry_name,
        a.fiscal_year_be,
        a.round_code,
        a.round,
        count(distinct a.agency_code) as agency_count,
        count(distinct a.agency_code) filter (where p.accepted_count > 0) as reporting_agency_count,
        sum(p.division_count) as division_count,
        sum(p.received_count) as received_count,
        sum(p.accepted_count) as accepted_count,
        sum(p.on_time_count) as on_time_count,
        sum(a.item_count) as item_count,
        sum(a.met_count) as met_count,
        sum(a.not_yet_met_count) as not_yet_met_count,
        sum(a.no_value_count) as no_value_count,
        sum(a.not_reported_count) as not_reported_count
    from rollup.agency_round as a
    left join tree as t on a.round_code = t.round_code and a.agency_code = t.agency_code
    left join reported as p on a.plan_code = p.plan_code and a.round_code = p.round_code
    group by t.ministry_code, a.fiscal_year_be, a.round_code, a.round
)

select
    ministry_code,
    ministry_name,
    fiscal_year_be,
    round_code,
    round,
    cast(columns('_count$') as bigint)
from summed;
