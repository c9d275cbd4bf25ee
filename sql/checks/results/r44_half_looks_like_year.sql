-- R44 warning: the second half is more than three times the first; zero is no measure for that.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_half' as column_name,
    print_number(value_half, unit) as found,
    print_number(first_half, unit) as expected
from staging.result_measure
where across_rounds = 'sum' and first_half > 0 and value_half > 3 * first_half
