-- R39 error: the percentage typed beside numerator and denominator is not their share.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value' as column_name,
    plain_number(value) as found,
    plain_number(round(100 * numerator / nullif(denominator, 0), 2)) as expected
from staging.result_measure
where value is not null and abs(value - 100 * numerator / nullif(denominator, 0)) > 0.01
