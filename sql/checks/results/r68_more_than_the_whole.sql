-- R68 error: the part is more than the whole, though the plan does not say that more than 100 per cent is possible.
select
    submission_id,
    'results' as table_name,
    row_no,
    numerator_column as column_name,
    print_number(numerator) as found,
    print_number(denominator) as expected,
    print_number(numerator) as a,
    print_number(denominator) as b
from staging.result_share
where numerator > denominator and denominator > 0 and not may_exceed
