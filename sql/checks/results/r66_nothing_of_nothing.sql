-- R66 error: 0 of 0; that there were no cases has a reason of its own.
select
    submission_id,
    'results' as table_name,
    row_no,
    numerator_column as column_name,
    print_number(numerator) as found,
    null as expected
from staging.result_share
where numerator = 0 and denominator = 0
