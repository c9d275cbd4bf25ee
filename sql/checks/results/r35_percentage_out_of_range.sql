-- R35 error: a percentage of progress, score or document lies above 100; a ratio is judged by its parts (R68).
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            kind,
            unit,
            value,
            value_half,
            value_year,
            restated
        from staging.result_measure
        where kind in ('progress', 'score', 'document') and unit = 'ร้อยละ'
    ) on value, value_half, value_year, restated into name column_name value typed
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
