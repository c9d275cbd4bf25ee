-- One row an agency in a round: its line in the reports of its ministry and of the nation. Ranks go by the share of
-- items met, the greatest first; without an item, or a plan, there is none.
create or replace view report.overview_agency as
with sent as (
    select
        plan_code,
        round_code,
        count(*) as division_count,
        count(*) filter (where is_accepted) as accepted_count,
        count(*) filter (where is_on_time) as on_time_count,
        count(*) filter (where is_received and not is_accepted) as not_accepted_count,
        count(*) filter (where not is_received) as missing_count
    from rollup.completeness
    group by all
)

select
    p.round_code,
    p.ministry_code,
    p.ministry_name,
    p.agency_code,
    coalesce(n.agency_name, p.agency_code) as agency_name,
    p.plan_code,
    coalesce(a.item_count, 0) as item_count,
    coalesce(a.met_count, 0) as met_count,
    coalesce(a.not_yet_met_count, 0) as not_yet_met_count,
    coalesce(a.no_value_count, 0) as no_value_count,
    percent_of(a.met_count, a.item_count) as met_pct,
    coalesce(s.division_count, 0) as division_count,
    coalesce(s.accepted_count, 0) as accepted_count,
    percent_of(s.accepted_count, s.division_count) as accepted_pct,
    coalesce(s.on_time_count, 0) as on_time_count,
    coalesce(s.accepted_count - s.on_time_count, 0) as late_count,
    coalesce(s.not_accepted_count, 0) as not_accepted_count,
    coalesce(s.missing_count, 0) as missing_count,
    case when a.item_count > 0 then rank() over (
        partition by p.round_code, p.ministry_code order by a.met_count / nullif(a.item_count, 0) desc nulls last
    ) end as ministry_rank,
    case when a.item_count > 0 then rank() over (
        partition by p.round_code order by a.met_count / nullif(a.item_count, 0) desc nulls last
    ) end as nation_rank
from rollup.agency_place as p
left join rollup.agency_round as a on p.plan_code = a.plan_code and p.round_code = a.round_code
left join sent as s on p.plan_code = s.plan_code and p.round_code = s.round_code
left join core.agency_round as n on p.round_code = n.round_code and p.agency_code = n.agency_code;
