-- R39 error: the percentage typed beside numerator and denominator is not their share.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value' as column_name,
    print_number(value, 'ร้อยละ') as found,
    print_number(100 * numerator / nullif(denominator, 0), 'ร้อยละ', is_computed := true) as expected
from staging.result_measure
where value is not null and abs(value - 100 * numerator / nullif(denominator, 0)) > 0.01
