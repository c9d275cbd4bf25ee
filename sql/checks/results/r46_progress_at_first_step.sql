-- R46 notice: half the way or more, while the narrative tells of a first step.
with said as (
    select
        i.submission_id,
        i.row_no,
        v.answer_value,
        regexp_extract(
            i.narrative, 'อยู่ระหว่าง(?:การ)?แต่งตั้งคณะกรรมการ|อยู่ระหว่าง(?:การ)?(?:เตรียมการ|ศึกษาข้อมูล)'
        )
            as phrase
    from staging.result_item as i
    inner join staging.result_measure as v
        on i.submission_id = v.submission_id and i.item_code = v.item_code
    where v.kind = 'progress' and v.answer_value >= 50 and v.answer_value < 100
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    phrase as found,
    null as expected,
    to_thai(print_number(answer_value, 'ร้อยละ')) as value
from said
where phrase <> ''
