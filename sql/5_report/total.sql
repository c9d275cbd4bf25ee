-- One row a total that the crosswalk holds: which items, divisions, events or strategies it adds up, in order. Items by
-- which a difference is less are marked with "-".
create or replace view report.total as
with item as (
    select
        r.plan_code,
        r.round_code,
        i.strategy_no,
        r.item_code,
        [i.strategy_no, i.tactic_no, i.guideline_no] as place,
        unnest(list_distinct([
            case when r.is_applicable then 'item_count' end,
            case when r.is_applicable then r.bucket || '_count' end,
            case when r.is_applicable or r.status = 'cancelled' then r.status || '_count' end
        ])) as column_name
    from rollup.item_round as r
    inner join core.item as i
        on r.plan_code = i.plan_code and r.round_code = i.round_code and r.item_code = i.item_code
),

division as (
    select
        plan_code,
        round_code,
        division_code,
        sort_no,
        unnest([
            'division_count',
            case
                when is_accepted then 'accepted_count'
                when is_received then 'not_accepted_count'
                else 'missing_count'
            end,
            case when is_on_time then 'on_time_count' when is_accepted then 'late_count' end
        ]) as column_name
    from rollup.completeness
),

-- Items that some division has not reported, those that all have, and those that can be compared with the half.
said as (
    select
        i.plan_code,
        i.round_code,
        [i.strategy_no, i.tactic_no, i.guideline_no] as place,
        i.item_code,
        case when u.item_code is null then 'reported_item_count' else 'unreported_item_count' end as column_name
    from report.item as i
    left join (
        select distinct
            plan_code,
            round_code,
            item_code
        from report.unreported
    ) as u
        on i.plan_code = u.plan_code and i.round_code = u.round_code and i.item_code = u.item_code
    where i.is_applicable
    union all
    select
        plan_code,
        round_code,
        [strategy_no, tactic_no, guideline_no] as place,
        item_code,
        unnest(
            case
                when half_bucket = 'met' and year_bucket <> 'met' then ['compared_count', 'lost_count']
                else ['compared_count']
            end
        ) as column_name
    from report.item_change
    where is_comparable
),

event as (
    select distinct
        p.plan_code,
        p.round_code,
        e.event_code,
        unnest(
            case
                when e.attendee_count is null then ['event_count']
                else ['event_count', 'attendee_count', 'told_event_count']
            end
        ) as column_name
    from staging.plan_round as p
    inner join staging.plan_round as q on p.plan_code = q.plan_code and p.covers_to >= q.covers_to
    inner join core.event as e on q.plan_code = e.plan_code and q.round_code = e.round_code
)

select
    plan_code,
    round_code,
    column_name,
    string_agg(item_code, ', ' order by place) as adds_up,
    'report.summary' as sql_model
from item
where column_name is not null
group by plan_code, round_code, column_name
union all by name
select
    plan_code,
    round_code,
    strategy_no,
    column_name,
    string_agg(item_code, ', ' order by place) as adds_up,
    'rollup.strategy_round' as sql_model
from item
where column_name is not null
group by plan_code, round_code, strategy_no, column_name
union all by name
select
    plan_code,
    round_code,
    column_name,
    string_agg(item_code, ', ' order by place) as adds_up,
    'report.summary' as sql_model
from said
group by plan_code, round_code, column_name
union all by name
select
    plan_code,
    round_code,
    'strategy_count' as column_name,
    string_agg(distinct strategy_no, ', ' order by strategy_no) as adds_up,
    'report.summary' as sql_model
from rollup.strategy_round
group by plan_code, round_code
union all by name
select
    plan_code,
    round_code,
    column_name,
    string_agg(division_code, ', ' order by sort_no, division_code) as adds_up,
    'report.summary' as sql_model
from division
where column_name is not null
group by plan_code, round_code, column_name
union all by name
select
    plan_code,
    round_code,
    column_name,
    string_agg(event_code, ', ' order by event_code) as adds_up,
    'report.summary' as sql_model
from event
group by plan_code, round_code, column_name
union all by name
select
    plan_code,
    round_code,
    unnest(['budget_baht', 'spent_baht']) as column_name,
    string_agg(item_code, ', ' order by strategy_no, tactic_no, guideline_no) as adds_up,
    'report.summary' as sql_model
from report.budget
group by plan_code, round_code
union all by name
select
    plan_code,
    round_code,
    'obstacle_item_count' as column_name,
    string_agg(item_code, ', ' order by place) as adds_up,
    'report.summary' as sql_model
from (
    select distinct
        plan_code,
        round_code,
        item_code,
        [strategy_no, tactic_no, guideline_no] as place
    from report.obstacle
) as hindered
group by plan_code, round_code
union all by name
select
    plan_code,
    round_code,
    'gained_count' as column_name,
    string_agg(
        case when year_bucket = 'met' then item_code else '-' || item_code end,
        ', ' order by strategy_no, tactic_no, guideline_no
    ) as adds_up,
    'report.summary' as sql_model
from report.item_change
where is_comparable and (year_bucket = 'met') <> (half_bucket = 'met')
group by plan_code, round_code
union all by name
select
    plan_code,
    round_code,
    'warning_count' as column_name,
    string_agg(
        concat_ws(' ', rule, division_code, cell), ', ' order by rule, division_code, cell
    ) as adds_up,
    'report.summary' as sql_model
from report.check_finding
group by plan_code, round_code
union all by name
select
    m.plan_code,
    m.round_code,
    m.item_code,
    m.measure_no,
    'outcome_value' as column_name,
    string_agg(d.division_code, ', ' order by d.role, d.division_code) as adds_up,
    'rollup.measure_round' as sql_model
from rollup.measure_round as m
inner join rollup.division_measure as d
    on
        m.plan_code = d.plan_code and m.round_code = d.round_code
        and m.item_code = d.item_code and m.measure_no = d.measure_no
where m.division_count > 1 and m.across_divisions not in ('lead', 'latest') and d.outcome_value is not null
group by m.plan_code, m.round_code, m.item_code, m.measure_no;
