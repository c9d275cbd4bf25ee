-- R36 error: things are counted whole.
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
        where kind in ('count', 'stock', 'ceiling', 'duration', 'level') and unit <> 'ร้อยละ'
    ) on value, value_half, value_year, restated into name column_name value typed
)

select
    submission_id,
    'results' as table_name,
    row_no,
    column_name,
    print_number(typed, unit) as found,
    null as expected,
    unit
from cells
where typed <> trunc(typed)
