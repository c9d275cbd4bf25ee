-- R41 warning: fewer at the year's end than in March.
select
    submission_id,
    'results' as table_name,
    row_no,
    'value_year' as column_name,
    print_number(value_year, unit) as found,
    print_number(first_half, unit) as expected
from staging.result_measure
inner join raw.kind using (kind)
where value_year < first_half and falls = 'told'
