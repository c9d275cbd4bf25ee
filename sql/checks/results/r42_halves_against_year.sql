-- R42 error: first half and second half do not add up to the whole year.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    plain_number(value_year) as found,
    plain_number(first_half + value_half) as expected,
    plain_number(first_half) as a,
    plain_number(value_half) as b,
    plain_number(value_year) as c
from staging.result_measure
where across_rounds = 'sum' and first_half + value_half <> value_year and value_year >= first_half
