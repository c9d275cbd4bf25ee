-- One row a division and round: was a report expected, received, accepted, and on time.
create or replace table rollup.completeness as
with expected as (
    select
        r.plan_code,
        r.round_code,
        r.division_code,
        count(*) as item_count
    from staging.role as r
    group by all
),

arrived as (
    select
        round_code,
        plan_code,
        division_code,
        count(*) as version_count,
        min(received_on) as first_received_on,
        arg_max(case when is_withdrawn then 'withdrawn' else verdict end, received_at) as newest_verdict,
        any_value(submission_id) filter (where is_in_force) as submission_id,
        any_value(verdict) filter (where is_in_force) as verdict,
        any_value(received_on) filter (where is_in_force) as received_on,
        any_value(days_late) filter (where is_in_force) as days_late
    from core.submission
    where kind = 'results'
    group by all
)

select
    e.plan_code,
    p.agency_code,
    p.fiscal_year_be,
    e.round_code,
    p.round,
    e.division_code,
    d.division_name,
    d.sort_no,
    e.item_count,
    true as is_expected,
    a.version_count is not null as is_received,
    a.submission_id is not null as is_accepted,
    a.submission_id is not null and a.days_late = 0 as is_on_time,
    coalesce(a.version_count, 0) as version_count,
    coalesce(a.received_on, a.first_received_on) as received_on,
    a.days_late,
    coalesce(a.verdict, a.newest_verdict) as verdict,
    a.submission_id
from expected as e
inner join staging.plan_round as p on e.plan_code = p.plan_code and e.round_code = p.round_code
left join core.division_round as d on e.round_code = d.round_code and e.division_code = d.division_code
left join arrived as a
    on e.plan_code = a.plan_code and e.round_code = a.round_code and e.division_code = a.division_code;
