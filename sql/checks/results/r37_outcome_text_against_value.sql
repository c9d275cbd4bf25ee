-- R37 error: the numbers in the printed outcome are neither the value nor parts that add up to it.
with said as (
    select
        i.submission_id,
        i.row_no,
        i.outcome_text,
        v.unit,
        list_transform(
            regexp_extract_all(
                translate(i.outcome_text, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), '[0-9][0-9,]*(?:\.[0-9]+)?'
            ),
            lambda n: try_cast(replace(n, ',', '') as decimal(18, 4))
        ) as numbers,
        coalesce(
            v.value, v.value_year, v.value_half,
            cast(round(100 * v.numerator / nullif(v.denominator, 0), 2) as decimal(18, 4))
        ) as typed
    from staging.result_item as i
    inner join staging.result_measure as v
        on i.submission_id = v.submission_id and i.item_code = v.item_code and v.measure_no = 1
    -- The cheap comparison first: most texts begin with the value.
    where typed is not null and first_number(i.outcome_text) is distinct from typed
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'outcome_text' as column_name,
    to_thai(print_number(numbers[1], unit)) as found,
    to_thai(print_number(typed, unit)) as expected
from said
where len(numbers) > 0 and not list_contains(numbers, typed) and list_sum(numbers) <> typed
