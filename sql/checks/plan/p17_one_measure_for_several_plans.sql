-- P17 notice: one progress measure for an activity that lists several plans.
select
    i.submission_id,
    'plan_item' as table_name,
    i.row_no,
    'activity' as column_name,
    i.activity as found,
    null as expected
from raw.plan_item as i
inner join raw.plan_measure as m on i.submission_id = m.submission_id and i.item_code = m.item_code
where m.kind = 'progress' and regexp_matches(i.activity, '(๑|1)\.\s') and regexp_matches(i.activity, '(๒|2)\.\s')
group by all
having count(*) = 1
