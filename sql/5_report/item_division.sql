-- One row a division's role in an item of a round: by these names a page may be filtered. The lead stands first.
create or replace view report.item_division as
select
    r.plan_code,
    r.round_code,
    r.item_code,
    r.division_code,
    coalesce(d.division_name, r.division_code) as division_name,
    r.role,
    d.sort_no
from staging.role as r
left join core.division_round as d on r.round_code = d.round_code and r.division_code = d.division_code;
