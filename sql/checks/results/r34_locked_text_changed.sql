-- R34 notice: a locked text is not the plan's any more.
select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'guideline' as column_name,
    r.guideline as found,
    i.guideline as expected
from staging.result_item as r
inner join staging.item as i
    on r.plan_code = i.plan_code and r.round_code = i.round_code and r.item_code = i.item_code
where folded(r.guideline) <> folded(concat_ws(' ', i.printed_no, i.guideline))
union all
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'item_code' as column_name,
    v.item_code_shown as found,
    v.item_code as expected
from staging.result_measure as v
where v.item_code_shown is distinct from v.item_code
