-- P18 warning: the numbers of a tactic's guidelines jump.
with numbered as (
    select
        submission_id,
        row_no,
        split_part(item_code, '.', 1) as strategy_no,
        split_part(item_code, '.', 2) as tactic_no,
        try_cast(split_part(item_code, '.', 3) as integer) as guideline_no
    from raw.plan_item
),

stepped as (
    select
        *,
        lag(guideline_no) over (
            partition by submission_id, strategy_no, tactic_no order by guideline_no
        ) as before_no
    from numbered
)

select
    submission_id,
    'plan_item' as table_name,
    row_no,
    'item_code' as column_name,
    guideline_no as found,
    to_thai(before_no + 1) as expected
from stepped
where guideline_no - before_no > 1
