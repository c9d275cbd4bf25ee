-- One row a division, item and round in force: the texts, budget, obstacles and evidence of the item. A view: texts are
-- nine tenths of a nation's bytes, and stand once, in staging.result_item.
create or replace view core.result_item as
select
    i.* exclude (submission_id, sheet, role, role_text),
    i.submission_id,
    i.sheet,
    r.role,
    d.sort_no
from staging.result_item as i
inner join core.submission as s on i.submission_id = s.submission_id and s.is_in_force
inner join staging.role as r
    on
        i.plan_code = r.plan_code and i.round_code = r.round_code
        and i.item_code = r.item_code and i.division_code = r.division_code
left join core.division as d on i.division_code = d.division_code;
