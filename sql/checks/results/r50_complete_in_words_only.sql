-- R50 warning: the outcome or the narrative says complete, the number says less. "ไม่ครบถ้วน" says the same as the
-- number; a narrative may call many things complete, so there only what is complete "by the plan" or "all six" counts.
with short as (
    select
        i.submission_id,
        i.item_code,
        i.row_no,
        i.outcome_text,
        i.narrative,
        v.target_value
    from staging.result_item as i
    inner join staging.result_measure as v
        on i.submission_id = v.submission_id and i.item_code = v.item_code and v.measure_no = 1
    where v.comparator = 'at_least' and v.answer_value < v.target_value
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'outcome_text' as column_name,
    left(outcome_text, 60) as found,
    target_value as expected
from short
where
    contains(outcome_text, 'ครบ')
    and regexp_matches(
        regexp_replace(outcome_text, 'ไม่(ได้)?(บรรลุ|ครบ)', '', 'g'),
        'ครบถ้วน|ครบตามเป้า|ครบทุก'
    )
union all
select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    left(narrative, 60) as found,
    target_value as expected
from short
where
    (contains(narrative, 'ครบ') or contains(narrative, 'บรรลุ'))
    and regexp_matches(
        regexp_replace(narrative, 'ไม่(ได้)?(บรรลุ|ครบ)', '', 'g'),
        'ครบ(ถ้วน)?ตาม(เป้า|แผน|จำนวน|ตัวชี้วัด)|ครบทั้ง|บรรลุ(ตาม)?เป้า'
    )
