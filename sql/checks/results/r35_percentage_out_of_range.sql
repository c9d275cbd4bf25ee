-- R35 error: a percentage of progress, ratio or score lies outside 0 to 100.
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            kind,
            unit,
            value,
            value_half,
            value_year
        from staging.result_measure
        where kind in ('progress', 'ratio', 'score', 'document') and unit = 'ร้อยละ'
    ) on value, value_half, value_year into name column_name value typed
)

select
    submission_id,
    'results' as table_name,
    row_no,
    column_name,
    print_number(typed, 'ร้อยละ') as found,
    null as expected
from cells
where typed > 100
