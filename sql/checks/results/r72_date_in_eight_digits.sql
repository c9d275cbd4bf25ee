-- R72 notice: a day in eight digits was read as a date.
with cells as (
    select
        submission_id,
        row_no,
        unnest(value_cells(
            struct_pack(typed := value_text, meant := value_on),
            struct_pack(typed := value_half_text, meant := value_half_on),
            struct_pack(typed := value_year_text, meant := value_year_on),
            struct_pack(typed := restated_text, meant := restated_on)
        )) as cell
    from staging.result_measure
    where asks_day(kind)
)

select
    submission_id,
    'results' as table_name,
    row_no,
    cell.column_name,
    cell.answer.typed as found,
    format_full(cell.answer.meant) as expected
from cells
where cell.answer.meant is not null and is_eight_digits(cell.answer.typed)
