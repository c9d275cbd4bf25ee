-- R56 warning: the second half has a value of its own, yet every month that the narrative names is of the first half.
with told as (
    select distinct
        i.submission_id,
        i.row_no,
        i.narrative
    from staging.result_measure as v
    inner join staging.result_item as i on v.submission_id = i.submission_id and v.item_code = i.item_code
    where v.round = '12m' and v.value_half > 0
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    null as found,
    null as expected
from told
where
    regexp_matches(
        narrative,
        'ตุลาคม|พฤศจิกายน|ธันวาคม|มกราคม|กุมภาพันธ์|มีนาคม|ต\.ค\.|พ\.ย\.|ธ\.ค\.|ม\.ค\.|ก\.พ\.|มี\.ค\.'
    )
    and not regexp_matches(
        narrative,
        'เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|'
        || 'เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|[๖6]\s+เดือนหลัง'
    )
