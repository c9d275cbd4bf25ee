-- One row a division, item and round in force: the texts, budget, obstacles and evidence of the item. A view: texts are
-- nine tenths of a nation's bytes, and stand once, in staging.result_item.
create or replace view core.result_item as
select
    i.* exclude (submission_id, sheet, role, role_text, plan_role),
    i.submission_id,
    i.sheet,
    i.plan_role as role,
    d.sort_no
from staging.result_item as i
inner join core.submission as s on i.submission_id = s.submission_id and s.is_in_force
left join core.division_round as d on i.round_code = d.round_code and i.division_code = d.division_code
where i.plan_role is not null;
