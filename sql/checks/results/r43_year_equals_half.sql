-- R43 warning: the whole year equals the first half although the second half is left blank.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    print_number(value_year, unit) as found,
    null as expected
from staging.result_measure
where across_rounds = 'sum' and value_half is null and value_year = first_half and first_half > 0
