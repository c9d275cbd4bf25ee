-- R55 warning: the result was expected in a month that is over by the round's end, and it is still awaited.
select
    v.submission_id,
    'results' as table_name,
    v.row_no,
    'expected_month' as column_name,
    v.expected_month as found,
    null as expected,
    format_month(v.expected_month) as month
from staging.result_measure as v
inner join raw.round as r on v.round_code = r.round_code
where
    v.no_value_code = 'awaiting_external_result'
    and regexp_full_match(v.expected_month, '[0-9]{4}-(0[1-9]|1[0-2])')
    and v.expected_month < strftime(r.covers_to, '%Y-%m')
