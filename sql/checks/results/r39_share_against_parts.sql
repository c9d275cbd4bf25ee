-- R39 error: the percentage typed beside numerator and denominator is not their share.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value' as column_name,
    plain_number(value) as found,
    plain_number(percent_of(numerator, denominator)) as expected
from staging.result_measure
where asks_parts and denominator > 0 and abs(value - exact_share(numerator, denominator)) > 0.01
