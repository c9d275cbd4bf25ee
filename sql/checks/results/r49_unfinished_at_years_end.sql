-- R49 error: the year is over, the work is not, and neither a cause nor a date is given.
select
    i.submission_id,
    'results' as table_name,
    i.row_no,
    case when coalesce(trim(i.cause), '') = '' then 'cause' else 'resolve_by' end as column_name,
    null as found,
    null as expected
from staging.result_item as i
inner join staging.result_measure as v
    on i.submission_id = v.submission_id and i.item_code = v.item_code
where
    v.round = '12m' and v.no_value_code = 'in_progress'
    and (coalesce(trim(i.cause), '') = '' or coalesce(trim(i.resolve_by), '') = '')
group by all
