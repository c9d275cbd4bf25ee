-- R37 error: the numbers in the printed outcome are neither the value nor parts that add up to it.
with said as (
    select
        i.submission_id,
        i.row_no,
        i.outcome_text,
        list_transform(
            regexp_extract_all(
                translate(i.outcome_text, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), '[0-9][0-9,]*(?:\.[0-9]+)?'
            ),
            lambda n: try_cast(replace(n, ',', '') as decimal(38, 6))
        ) as numbers,
        cast(case
            when v.kind = 'ratio' then cast(v.answer_value as decimal(38, 2))
            else v.answer_value
        end as decimal(38, 6)) as typed
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
    thai_digits(plain_number(numbers[1])) as found,
    thai_digits(plain_number(typed)) as expected
from said
where len(numbers) > 0 and not list_contains(numbers, typed) and list_sum(numbers) <> typed
