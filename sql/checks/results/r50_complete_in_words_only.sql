-- R50 warning: the outcome says complete, the number says less.
select
    i.submission_id,
    'results' as table_name,
    i.row_no,
    'outcome_text' as column_name,
    i.outcome_text as found,
    v.target_value as expected
from staging.result_item as i
inner join staging.result_measure as v
    on i.submission_id = v.submission_id and i.item_code = v.item_code and v.measure_no = 1
where
    v.comparator = 'at_least' and v.any_value < v.target_value
    and regexp_matches(i.outcome_text, 'ครบถ้วน|ครบตามเป้า|ครบทุก')
