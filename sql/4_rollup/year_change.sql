-- One row a measure of an agency in a round or in the round of the same name a year before: both years side by side.
-- Items are linked by plan and code; is_wording_changed warns that the code may stand for another guideline. A plan
-- follows the only one of its agency a year before, or that whose code differs by its digits alone.
create or replace table rollup.year_change as
with told as (
    select
        m.agency_code,
        m.plan_code,
        m.fiscal_year_be,
        m.round_code,
        m.round,
        m.item_code,
        m.measure_no,
        m.comparator,
        m.target_value,
        m.target_on,
        m.unit,
        m.outcome_value,
        m.outcome_on,
        m.achievement_pct,
        m.status,
        md5(folded(i.guideline) || chr(10) || folded(i.indicator) || chr(10) || folded(i.target_text)) as wording
    from rollup.measure_round as m
    inner join core.item as i
        on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code
),

years as (
    select distinct
        agency_code,
        fiscal_year_be,
        round
    from told
),

plans as (
    select
        *,
        count(*) over (partition by agency_code, fiscal_year_be) as plan_count,
        count(*) over (partition by agency_code, fiscal_year_be, line) as line_count
    from (
        select distinct
            agency_code,
            fiscal_year_be,
            plan_code,
            regexp_replace(plan_code, '[0-9]+', '', 'g') as line
        from told
    ) as known
),

followed as (
    select
        n.plan_code,
        n.fiscal_year_be,
        b.plan_code as previous_plan_code
    from plans as n
    inner join plans as b
        on
            n.agency_code = b.agency_code and n.fiscal_year_be = b.fiscal_year_be + 1
            and (
                (n.plan_count = 1 and b.plan_count = 1)
                or (n.line = b.line and n.line_count = 1 and b.line_count = 1)
            )
),

linked as (
    select
        t.*,
        f.previous_plan_code
    from told as t
    left join followed as f on t.plan_code = f.plan_code and t.fiscal_year_be = f.fiscal_year_be
),

paired as (
    select
        coalesce(n.agency_code, b.agency_code) as agency_code,
        coalesce(n.fiscal_year_be, b.fiscal_year_be + 1) as fiscal_year_be,
        coalesce(n.round, b.round) as round,
        coalesce(n.item_code, b.item_code) as item_code,
        coalesce(n.measure_no, b.measure_no) as measure_no,
        n.plan_code,
        n.round_code,
        b.plan_code as previous_plan_code,
        b.round_code as previous_round_code,
        n.comparator,
        b.comparator as previous_comparator,
        n.unit,
        b.unit as previous_unit,
        n.target_value,
        b.target_value as previous_target_value,
        n.target_on,
        b.target_on as previous_target_on,
        n.outcome_value,
        b.outcome_value as previous_outcome_value,
        n.outcome_on,
        b.outcome_on as previous_outcome_on,
        n.achievement_pct,
        b.achievement_pct as previous_achievement_pct,
        n.status,
        b.status as previous_status,
        n.wording <> b.wording as is_wording_changed,
        case
            when n.plan_code is not null and b.plan_code is not null
                then (
                    n.target_value is distinct from b.target_value
                    or n.target_on is distinct from b.target_on
                    or coalesce(n.unit, '') <> coalesce(b.unit, '')
                    or n.comparator is distinct from b.comparator
                )
        end as is_target_changed
    from linked as n
    full join told as b
        on
            n.previous_plan_code = b.plan_code and n.fiscal_year_be = b.fiscal_year_be + 1 and n.round = b.round
            and n.item_code = b.item_code and n.measure_no = b.measure_no
)

select
    p.agency_code,
    p.fiscal_year_be,
    p.round,
    p.item_code,
    p.measure_no,
    p.plan_code,
    p.round_code,
    p.previous_plan_code,
    p.previous_round_code,
    case
        when p.previous_plan_code is null then 'new'
        when p.plan_code is null then 'dropped'
        else 'both'
    end as link,
    p.comparator,
    p.previous_comparator,
    p.unit,
    p.previous_unit,
    p.target_value,
    p.previous_target_value,
    p.target_on,
    p.previous_target_on,
    p.outcome_value,
    p.previous_outcome_value,
    p.outcome_on,
    p.previous_outcome_on,
    case when not p.is_target_changed then p.outcome_value - p.previous_outcome_value end as change_value,
    p.achievement_pct,
    p.previous_achievement_pct,
    p.status,
    p.previous_status,
    p.is_wording_changed,
    p.is_target_changed
from paired as p
inner join years as n
    on p.agency_code = n.agency_code and p.fiscal_year_be = n.fiscal_year_be and p.round = n.round
inner join years as b
    on p.agency_code = b.agency_code and p.fiscal_year_be = b.fiscal_year_be + 1 and p.round = b.round;
