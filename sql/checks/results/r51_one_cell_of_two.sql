-- R51 error: the form asks for second half and whole year as a checksum of each other, and one cell is blank.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    case when v.value_half is null then 'value_half' else 'value_year' end as column_name,
    null as found,
    null as expected
from staging.result_measure as v
inner join raw.submission as s on v.submission_id = s.submission_id
inner join raw.kind as k on v.kind = k.kind
where
    v.round = '12m' and k.asks_half and s.annual_entry = 'both'
    and (v.value_half is null) <> (v.value_year is null)
