-- One row a value or text that an edition of a round is about: what the next edition is compared with. A number with
-- what its printing needs. A view: only a closing asks for it.
create or replace view rollup.edition_value as
with measured as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            unit,
            is_computed,
            target_value as goal_value,
            comparator,
            cast(target_value as decimal(38, 6)) as target_value,
            cast(outcome_value as decimal(38, 6)) as outcome_value
        from rollup.measure_round
    ) on target_value, outcome_value
    into name field value number
),

stood as (
    select
        plan_code,
        round_code,
        item_code,
        measure_no,
        'status' as field,
        status as value
    from rollup.measure_round
),

dated as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            target_on as target_value,
            outcome_on as outcome_value
        from rollup.measure_round
    ) on target_value, outcome_value
    into name field value value_on
),

told as (
    unpivot (
        select
            i.plan_code,
            i.round_code,
            i.item_code,
            i.guideline,
            i.indicator,
            i.target_text,
            r.activity,
            r.outcome_text,
            r.narrative
        from core.item as i
        inner join rollup.item_round as r
            on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code
    ) on guideline, indicator, target_text, activity, outcome_text, narrative
    into name field value value
),

reported as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            division_code,
            obstacle,
            cause,
            suggestion
        from rollup.item_text
    ) on obstacle, cause, suggestion
    into name field value value
),

paid as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            division_code,
            cast(allocated_baht as decimal(38, 6)) as budget_baht,
            cast(spent_baht as decimal(38, 6)) as spent_baht
        from rollup.item_money
    ) on budget_baht, spent_baht
    into name field value number
),

judged as (
    select
        plan_code,
        round_code,
        division_code,
        'verdict' as field,
        coalesce(verdict, 'none') as value
    from rollup.completeness
)

select
    plan_code,
    round_code,
    item_code,
    measure_no,
    division_code,
    field,
    value,
    number,
    value_on,
    unit,
    is_computed,
    goal_value,
    comparator
from (
    select * from measured
    union all by name
    select * from stood
    union all by name
    select * from dated
    union all by name
    select * from told
    union all by name
    select * from reported
    union all by name
    select * from paid
    union all by name
    select * from judged
) as every;
