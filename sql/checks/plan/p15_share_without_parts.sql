-- P15 warning: a "percentage of …" whose numerator and denominator are nowhere defined; a score has none.
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
    starts_with(trim(i.indicator), 'ร้อยละของ')
    and coalesce(trim(m.definition), '') = ''
    and m.kind is distinct from 'score'
