-- One row a plan and round: which plan workbook holds in that round (the newest revision that began by then).
create or replace table staging.plan_round as
select
    p.plan_code,
    p.agency_code,
    p.fiscal_year_be,
    p.plan_name,
    p.revision_no,
    p.submission_id,
    r.round_code,
    r.round,
    r.covers_from,
    r.covers_to,
    r.asks_from,
    r.asks_to,
    r.due_on
from staging.plan_submission as p
inner join raw.round as r on p.fiscal_year_be = r.fiscal_year_be
left join raw.round as b on p.holds_from_round = b.round_code
left join raw.edition as e on r.round_code = e.round_code and p.agency_code = e.agency_code
where p.is_in_force and not coalesce(e.is_settled, false) and coalesce(b.covers_to, r.covers_to) <= r.covers_to
qualify row_number() over (partition by p.plan_code, r.round_code order by p.revision_no desc) = 1;
