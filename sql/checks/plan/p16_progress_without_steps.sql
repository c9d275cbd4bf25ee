-- P16 notice: the success of making a plan in per cent, without the steps that add up to it.
select
    m.submission_id,
    'plan_measure' as table_name,
    m.row_no,
    'definition' as column_name,
    i.indicator as found,
    null as expected
from raw.plan_measure as m
inner join raw.plan_item as i on m.submission_id = i.submission_id and m.item_code = i.item_code
where
    m.kind = 'progress' and contains(i.indicator, 'ความสำเร็จของการจัดทำแผน') and coalesce(trim(m.definition), '') = ''
