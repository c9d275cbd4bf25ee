-- One row a plan and round: every count, sum and percentage of the summary page. Rows are counted, so a count may be 0;
-- a sum of amounts that nobody told, and a share of nothing, are null.
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
        count(*) filter (where status = 'awaiting_external_result') as awaiting_external_result_count,
        count(*) filter (where status = 'not_due') as not_due_count,
        count(*) filter (where status = 'not_started') as not_started_count
    from rollup.item_round
    where is_applicable or status = 'cancelled'
    group by all
),

moved as (
    select
        plan_code,
        round_code,
        count(*) as compared_count,
        count(*) filter (where year_bucket = 'met') - count(*) filter (where half_bucket = 'met') as gained_count,
        count(*) filter (where half_bucket = 'met' and year_bucket <> 'met') as lost_count
    from report.item_change
    where is_comparable
    group by all
),

sent as (
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
),

paid as (
    select
        plan_code,
        round_code,
        count(*) as money_item_count,
        cast(sum(budget_baht) as decimal(38, 2)) as budget_baht,
        cast(sum(spent_baht) as decimal(38, 2)) as spent_baht,
        bool_and(is_whole) as is_whole,
        min(earlier_on) as earlier_on
    from report.budget
    group by all
),

silent as (
    select
        plan_code,
        round_code,
        count(distinct item_code) as unreported_item_count
    from report.unreported
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
    percent_of(c.met_count, c.item_count) as met_pct,
    coalesce(c.not_yet_met_count, 0) as not_yet_met_count,
    coalesce(c.no_value_count, 0) as no_value_count,
    coalesce(u.unreported_item_count, 0) as unreported_item_count,
    coalesce(c.item_count, 0) - coalesce(u.unreported_item_count, 0) as reported_item_count,
    coalesce(n.cancelled_count, 0) as cancelled_count,
    coalesce(n.on_track_count, 0) as on_track_count,
    coalesce(n.behind_count, 0) as behind_count,
    coalesce(n.not_met_count, 0) as not_met_count,
    coalesce(n.breached_count, 0) as breached_count,
    coalesce(n.in_progress_count, 0) as in_progress_count,
    coalesce(n.awaiting_external_result_count, 0) as awaiting_external_result_count,
    coalesce(n.not_due_count, 0) as not_due_count,
    coalesce(n.not_started_count, 0) as not_started_count,
    m.compared_count,
    m.gained_count,
    m.lost_count,
    coalesce(s.division_count, 0) as division_count,
    coalesce(s.accepted_count, 0) as accepted_count,
    percent_of(s.accepted_count, s.division_count) as accepted_pct,
    coalesce(s.on_time_count, 0) as on_time_count,
    coalesce(s.accepted_count - s.on_time_count, 0) as late_count,
    coalesce(s.not_accepted_count, 0) as not_accepted_count,
    coalesce(s.missing_count, 0) as missing_count,
    coalesce(e.event_count, 0) as event_count,
    coalesce(e.told_event_count, 0) as told_event_count,
    e.attendee_count,
    coalesce(b.money_item_count, 0) as money_item_count,
    b.budget_baht,
    b.spent_baht,
    case when b.is_whole then percent_of(b.spent_baht, b.budget_baht) end as spent_pct,
    b.earlier_on as money_earlier_on,
    coalesce(h.obstacle_item_count, 0) as obstacle_item_count,
    coalesce(w.warning_count, 0) as warning_count
from staging.plan_round as p
left join counted as c on p.plan_code = c.plan_code and p.round_code = c.round_code
left join named as n on p.plan_code = n.plan_code and p.round_code = n.round_code
left join moved as m on p.plan_code = m.plan_code and p.round_code = m.round_code
left join sent as s on p.plan_code = s.plan_code and p.round_code = s.round_code
left join report.event_total as e on p.plan_code = e.plan_code and p.round_code = e.round_code
left join paid as b on p.plan_code = b.plan_code and p.round_code = b.round_code
left join silent as u on p.plan_code = u.plan_code and p.round_code = u.round_code
left join hindered as h on p.plan_code = h.plan_code and p.round_code = h.round_code
left join report.check_count as w on p.plan_code = w.plan_code and p.round_code = w.round_code;
