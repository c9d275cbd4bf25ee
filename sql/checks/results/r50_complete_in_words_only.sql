-- R50 warning: the outcome or the narrative says complete, the number says less. "ไม่ครบถ้วน" says the same as the
-- number; a narrative may call many things complete, so there only what is complete "by the plan" or "all six" counts.
with written as (
    select
        submission_id,
        item_code,
        row_no,
        'outcome_text' as column_name,
        outcome_text as words,
        'ครบถ้วน|ครบตามเป้า|ครบทุก' as complete
    from staging.result_item
    union all
    select
        submission_id,
        item_code,
        row_no,
        'narrative' as column_name,
        narrative as words,
        'ครบ(ถ้วน)?ตาม(เป้า|แผน|จำนวน|ตัวชี้วัด)|ครบทั้ง|บรรลุ(ตาม)?เป้า' as complete
    from staging.result_item
)

select
    w.submission_id,
    'results' as table_name,
    w.row_no,
    w.column_name,
    left(w.words, 60) as found,
    v.target_value as expected
from written as w
inner join staging.result_measure as v
    on w.submission_id = v.submission_id and w.item_code = v.item_code and v.measure_no = 1
where
    v.comparator = 'at_least' and v.any_value < v.target_value
    and regexp_matches(regexp_replace(w.words, 'ไม่(ได้)?(บรรลุ|ครบ)', '', 'g'), w.complete)
