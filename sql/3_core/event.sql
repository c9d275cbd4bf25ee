-- One row an event of a round; an event reported by several divisions or under several items stands once, named as in
-- the first report that says something. Events without a code bear what makes them one: see event_key().
create or replace table core.event as
with listed as (
    select distinct
        p.plan_code,
        p.round_code,
        n.event_code
    from staging.plan_round as p
    inner join raw.plan_event as n on p.submission_id = n.submission_id
)

select
    e.plan_code,
    e.round_code,
    e.event_code,
    case when count(n.event_code) > 0 then 'planned' else 'added' end as kind,
    first(e.event_name order by e.received_at, e.submission_id, e.row_no) filter (where e.event_name is not null)
        as event_name,
    min(e.starts_on) as starts_on,
    max(e.ends_on) as ends_on,
    first(e.place order by e.received_at, e.submission_id, e.row_no) filter (where e.place is not null) as place,
    first(e.target_group order by e.received_at, e.submission_id, e.row_no) filter (where e.target_group is not null)
        as target_group,
    max(e.planned_count) as planned_count,
    max(e.attendee_count) as attendee_count,
    count(*) as report_count
from core.event_report as e
left join listed as n
    on e.plan_code = n.plan_code and e.round_code = n.round_code and e.event_code = n.event_code
group by e.plan_code, e.round_code, e.event_code;
