-- P13 warning: the indicator is a percentage, but its target has another unit.
select
    m.submission_id,
    'plan_measure' as table_name,
    m.row_no,
    'unit' as column_name,
    m.unit as found,
    'ร้อยละ' as expected
from raw.plan_measure as m
inner join raw.plan_item as i on m.submission_id = i.submission_id and m.item_code = i.item_code
where starts_with(trim(i.indicator), 'ร้อยละ') and m.unit not in ('ร้อยละ', 'คะแนน') and m.kind <> 'duration'
