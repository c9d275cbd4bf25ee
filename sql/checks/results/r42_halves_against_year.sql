-- R42 error: first half and second half do not add up to the whole year.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    print_number(value_year, unit) as found,
    print_number(first_half + value_half, unit) as expected,
    print_number(first_half, unit) as a,
    print_number(value_half, unit) as b,
    print_number(value_year, unit) as c
from staging.result_measure
where across_rounds = 'sum' and first_half + value_half <> value_year and value_year >= first_half
