-- R67 error: something of nothing.
select
    submission_id,
    'results' as table_name,
    row_no,
    denominator_column as column_name,
    print_number(numerator) as found,
    null as expected
from staging.result_share
where numerator > 0 and denominator = 0
