-- R41 warning: fewer at the year's end than in March.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    plain_number(value_year) as found,
    plain_number(first_half) as expected
from staging.result_measure
where value_year < first_half and kind = 'stock'
