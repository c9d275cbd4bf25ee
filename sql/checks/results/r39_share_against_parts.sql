-- R39 error: the percentage typed beside numerator and denominator is not their share at the places that are typed.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value' as column_name,
    print_number(value) as found,
    print_number(exact_share(numerator, denominator), is_computed := true) as expected
from staging.result_measure
where
    asks_parts and value is not null and denominator > 0
    and not says_value(numbers_said(value_text), exact_share(numerator, denominator), comparator, target_value)
