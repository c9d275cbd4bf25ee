-- One row a measure of an item of a plan in a round: what a form shows of it, and the same as it is compared.
-- A table made by hand shows the item's indicator for each of its measures; it names none where it is one's own.
create or replace table staging.measure_words as
with shown as (
    select
        m.plan_code,
        m.round_code,
        m.item_code,
        m.measure_no,
        concat_ws(' ', i.printed_no, i.guideline) as guideline,
        coalesce(m.measure_text, i.indicator) as indicator,
        case
            when bool_and(m.measure_text is not null) over (partition by m.plan_code, m.round_code, m.item_code)
                then i.indicator
        end as joint_indicator,
        i.target_text as target,
        m.unit
    from staging.measure as m
    inner join staging.item as i
        on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code
)

select
    *,
    measure_name(item_code, indicator, unit) as name,
    compared_words(guideline) as guideline_words,
    list_value(compared_words(indicator), compared_words(coalesce(joint_indicator, indicator))) as indicator_words,
    compared(target) as target_words,
    compared(unit) as unit_words
from shown;
