-- R45 warning: the target is reached, but the narrative says that work is still to come.
with said as (
    select
        i.submission_id,
        i.row_no,
        regexp_extract(
            i.narrative, 'จะตรวจรับ[^\n]{0,40}|ยังไม่แล้วเสร็จ|อยู่ระหว่าง(?:การ)?(?:ดำเนินการ|จัดทำ|เสนอ)[^\n]{0,20}'
        )
            as phrase
    from staging.result_item as i
    inner join staging.result_measure as v
        on i.submission_id = v.submission_id and i.item_code = v.item_code
    where v.comparator = 'at_least' and v.answer_value >= v.target_value
    group by all
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    phrase as found,
    null as expected
from said
where phrase <> ''
