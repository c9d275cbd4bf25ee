-- R72 notice: a day in eight digits was read as a date.
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            struct_pack(typed := value_text, meant := value_on) as value,
            struct_pack(typed := value_half_text, meant := value_half_on) as value_half,
            struct_pack(typed := value_year_text, meant := value_year_on) as value_year,
            struct_pack(typed := restated_text, meant := restated_on) as restated
        from staging.result_measure
        where asks_day(kind)
    ) on value, value_half, value_year, restated into name column_name value answer
)

select
    submission_id,
    'results' as table_name,
    row_no,
    column_name,
    answer.typed as found,
    format_full(answer.meant) as expected
from cells
where answer.meant is not null and is_eight_digits(answer.typed)
