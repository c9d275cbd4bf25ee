-- P43 notice: the target of a deadline in eight digits was read as a day.
with cells as (
    unpivot (
        select
            submission_id,
            row_no,
            struct_pack(typed := target_value_text, meant := target_on) as target_value,
            struct_pack(typed := interim_target_text, meant := interim_on) as interim_target
        from raw.plan_measure
        where asks_day(kind)
    ) on target_value, interim_target into name column_name value goal
)

select
    submission_id,
    'plan_measure' as table_name,
    row_no,
    column_name,
    goal.typed as found,
    format_full(goal.meant) as expected
from cells
where goal.meant is not null and is_eight_digits(goal.typed)
