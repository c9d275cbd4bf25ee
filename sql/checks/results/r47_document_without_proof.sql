-- R47 warning: a plan, announcement or order is reported as made, with neither a date nor a link nor evidence.
select
    i.submission_id,
    'results' as table_name,
    i.row_no,
    'evidence' as column_name,
    null as found,
    null as expected
from staging.result_item as i
inner join staging.result_measure as v
    on i.submission_id = v.submission_id and i.item_code = v.item_code and v.measure_no = 1
where
    (v.kind = 'document' or (v.kind = 'progress' and contains(v.indicator_shown, 'การจัดทำแผน')))
    and v.answer_value >= v.target_value
    and coalesce(trim(i.evidence), '') = ''
    and not regexp_matches(
        coalesce(i.narrative, ''),
        'https?://|www\.|[0-9๐-๙]+ *(?:[ก-ฮ]\.[ก-ฮ]\.|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา'
        || '|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)'
    )
