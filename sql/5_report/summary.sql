-- One row a plan and round: every count, sum and percentage of the summary page.
create or replace view report.summary as
with counted as (
    select
        plan_code,
        round_code,
        count(*) as strategy_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(met_count) as bigint) as met_count,
        cast(sum(not_yet_met_count) as bigint) as not_yet_met_count,
        cast(sum(no_value_count) as bigint) as no_value_count
    from rollup.strategy_round
    group by all
),

named as (
    select
        plan_code,
        round_code,
        count(*) filter (where status = 'cancelled') as cancelled_count,
        count(*) filter (where status = 'on_track') as on_track_count,
        count(*) filter (where status = 'behind') as behind_count,
        count(*) filter (where status = 'not_met') as not_met_count,
        count(*) filter (where status = 'breached') as breached_count,
        count(*) filter (where status = 'in_progress') as in_progress_count,
        count(*) filter (where status = 'awaiting_external_result') as awaiting_external_result_count
    from rollup.item_round
    where is_applicable or status = 'cancelled'
    group by all
),

moved as (
    select
        plan_code,
        round_code,
        count(*) filter (where year_bucket = 'met') - count(*) filter (where half_bucket = 'met') as gained_count
    from report.item_change
    group by all
),

sent as (
    select
        plan_code,
        round_code,
        count(*) as division_count,
        count(*) filter (where is_accepted) as accepted_count,
        count(*) filter (where is_on_time) as on_time_count
    from rollup.completeness
    group by all
),

paid as (
    select
        plan_code,
        round_code,
        sum(budget_baht) as budget_baht,
        sum(spent_baht) as spent_baht
    from report.budget
    group by all
),

hindered as (
    select
        plan_code,
        round_code,
        count(distinct item_code) as obstacle_item_count
    from report.obstacle
    group by all
)

select
    p.plan_code,
    p.round_code,
    coalesce(c.strategy_count, 0) as strategy_count,
    coalesce(c.item_count, 0) as item_count,
    coalesce(c.met_count, 0) as met_count,
    cast(round(100 * coalesce(c.met_count, 0) / greatest(c.item_count, 1), 2) as decimal(38, 2)) as met_pct,
    coalesce(c.not_yet_met_count, 0) as not_yet_met_count,
    coalesce(c.no_value_count, 0) as no_value_count,
    coalesce(n.cancelled_count, 0) as cancelled_count,
    coalesce(n.on_track_count, 0) as on_track_count,
    coalesce(n.behind_count, 0) as behind_count,
    coalesce(n.not_met_count, 0) as not_met_count,
    coalesce(n.breached_count, 0) as breached_count,
    coalesce(n.in_progress_count, 0) as in_progress_count,
    coalesce(n.awaiting_external_result_count, 0) as awaiting_external_result_count,
    m.gained_count,
    coalesce(s.division_count, 0) as division_count,
    coalesce(s.accepted_count, 0) as accepted_count,
    cast(round(100 * coalesce(s.accepted_count, 0) / greatest(s.division_count, 1), 2) as decimal(38, 2))
        as accepted_pct,
    coalesce(s.on_time_count, 0) as on_time_count,
    coalesce(s.accepted_count - s.on_time_count, 0) as late_count,
    coalesce(s.division_count - s.accepted_count, 0) as missing_count,
    coalesce(e.event_count, 0) as event_count,
    coalesce(e.attendee_count, 0) as attendee_count,
    coalesce(b.budget_baht, 0) as budget_baht,
    coalesce(b.spent_baht, 0) as spent_baht,
    cast(round(100 * b.spent_baht / nullif(b.budget_baht, 0), 2) as decimal(38, 2)) as spent_pct,
    coalesce(h.obstacle_item_count, 0) as obstacle_item_count,
    coalesce(w.warning_count, 0) as warning_count
from staging.plan_round as p
left join counted as c on p.plan_code = c.plan_code and p.round_code = c.round_code
left join named as n on p.plan_code = n.plan_code and p.round_code = n.round_code
left join moved as m on p.plan_code = m.plan_code and p.round_code = m.round_code
left join sent as s on p.plan_code = s.plan_code and p.round_code = s.round_code
left join report.event_total as e on p.plan_code = e.plan_code and p.round_code = e.round_code
left join paid as b on p.plan_code = b.plan_code and p.round_code = b.round_code
left join hindered as h on p.plan_code = h.plan_code and p.round_code = h.round_code
left join report.check_count as w on p.plan_code = w.plan_code and p.round_code = w.round_code;
