-- R54 warning: the item uses no budget, yet money was spent: an amount stands there, or the narrative tells of paying.
-- "การเบิกจ่าย" alone may be the subject of a training, so only a payment that was made counts.
select
    submission_id,
    'results' as table_name,
    row_no,
    'budget_use' as column_name,
    coalesce(
        print_amount(nullif(spent_baht, 0), 'บาท'),
        regexp_extract(narrative, 'เบิกจ่าย(?:แล้ว|งวด|เงิน|งบ)[^\n]{0,20}')
    ) as found,
    null as expected
from staging.result_item
where
    budget_use = 'none'
    and (
        spent_baht > 0
        or (
            contains(narrative, 'เบิกจ่าย')
            and regexp_matches(
                regexp_replace(narrative, 'ไม่(ได้|มีการ)?เบิกจ่าย', '', 'g'),
                '(^|[^ก-์]|ได้|มีการ)เบิกจ่าย(แล้ว|งวด|เงิน|งบ)'
            )
        )
    )
