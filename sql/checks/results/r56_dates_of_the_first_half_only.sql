-- R56 warning: the second half has a value of its own, yet every month that the narrative names is of the first half.
with told as (
    select
        i.submission_id,
        i.item_code,
        i.row_no,
        folded(i.narrative) as narrative
    from staging.result_item as i
    where i.narrative is not null
)

select
    t.submission_id,
    'results' as table_name,
    t.row_no,
    'narrative' as column_name,
    null as found,
    null as expected
from told as t
inner join staging.result_measure as v on t.submission_id = v.submission_id and t.item_code = v.item_code
where
    v.round = '12m' and v.value_half > 0
    and regexp_matches(
        t.narrative,
        'ตุลาคม|พฤศจิกายน|ธันวาคม|มกราคม|กุมภาพันธ์|มีนาคม|ต\.ค\.|พ\.ย\.|ธ\.ค\.|ม\.ค\.|ก\.พ\.|มี\.ค\.'
    )
    and not regexp_matches(
        t.narrative,
        'เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|'
        || 'เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|[๖6] เดือนหลัง'
    )
group by all
