-- R73 warning: the year's date lies before the one that the first half gave.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    format_full(value_year_on) as found,
    format_full(first_half_on) as expected
from staging.result_measure
where value_year_on < first_half_on
