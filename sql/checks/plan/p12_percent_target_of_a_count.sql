-- P12 warning: the indicator counts, but the plan prints its target as a percentage.
select
    i.submission_id,
    'plan_item' as table_name,
    i.row_no,
    'target_text' as column_name,
    i.target_text as found,
    null as expected
from raw.plan_item as i
where starts_with(trim(i.indicator), 'จำนวน') and starts_with(trim(i.target_text), 'ร้อยละ')
