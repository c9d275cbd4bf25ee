-- One row a plan and round: what title, headers and footers need.
create or replace view report.title as
select
    p.plan_code,
    p.round_code,
    p.round,
    coalesce(p.plan_name, p.plan_code) as plan_name,
    p.fiscal_year_be,
    p.agency_code,
    coalesce(a.agency_name, p.agency_code) as agency_name,
    coalesce(a.agency_short, a.agency_name, p.agency_code) as agency_short,
    a.head_title,
    p.covers_from,
    p.covers_to,
    p.due_on,
    coalesce(r.label, r.round) as label,
    coalesce(s.state, r.state, 'open') as state,
    s.edition_no,
    s.edition_reason,
    cast(timezone('Asia/Bangkok', s.as_of_at) as date) as as_of_on,
    coalesce(as_of_on, f.received_on) as dated_on,
    coalesce((
        select bool_or(d.is_sample) from core.division as d
        where d.agency_code = p.agency_code
    ), false)
        as is_sample
from staging.plan_round as p
left join core.agency_round as a on p.round_code = a.round_code and p.agency_code = a.agency_code
left join core.submission as f on p.submission_id = f.submission_id
left join core.round_state as s on p.round_code = s.round_code and p.agency_code = s.agency_code
left join core.round as r on p.round_code = r.round_code;
