-- One row a different number that a plan and its divisions typed for a round, and how it is printed. A table: it is
-- Python that prints, and what people open has no Python; by number and not by cell, or all answers stood here again.
-- By plan, whose editions keep the numbers of a closed round.
create or replace table rollup.given_number as
with typed as (
    unpivot (
        select
            r.plan_code,
            r.round_code,
            is_percentage(m.unit) as is_percentage,
            cast(r.value as decimal(38, 6)) as value,
            cast(r.value_half as decimal(38, 6)) as value_half,
            cast(r.value_year as decimal(38, 6)) as value_year,
            cast(r.restated as decimal(38, 6)) as restated
        from core.result as r
        inner join core.measure as m
            on
                r.plan_code = m.plan_code and r.round_code = m.round_code
                and r.item_code = m.item_code and r.measure_no = m.measure_no
    ) on value, value_half, value_year, restated into name column_name value number
),

parts as (
    unpivot (
        select
            plan_code,
            round_code,
            false as is_percentage,
            cast(numerator as decimal(38, 6)) as numerator,
            cast(denominator as decimal(38, 6)) as denominator,
            cast(restated_numerator as decimal(38, 6)) as restated_numerator,
            cast(restated_denominator as decimal(38, 6)) as restated_denominator
        from core.result
    ) on numerator, denominator, restated_numerator, restated_denominator into name column_name value number
),

goals as (
    select
        plan_code,
        round_code,
        is_percentage(unit) as is_percentage,
        cast(target_value as decimal(38, 6)) as number
    from core.measure
    where target_value is not null
),

different as (
    select
        plan_code,
        round_code,
        is_percentage,
        number
    from typed
    union
    select
        plan_code,
        round_code,
        is_percentage,
        number
    from parts
    union
    select
        plan_code,
        round_code,
        is_percentage,
        number
    from goals
)

select
    plan_code,
    round_code,
    is_percentage,
    number,
    print_number(number, case when is_percentage then 'ร้อยละ' end) as printed
from different;
