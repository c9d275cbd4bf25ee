-- One row a value or text that a numbered edition changed: as it stood in the edition before, and as it stands now.
create or replace table rollup.edition_change as
with closing as (
    select * from raw.edition
    where not is_frozen and exists (select 1 from raw.edition_value)
),

every as (
    select
        v.*,
        true as is_now
    from rollup.edition_value as v
    inner join staging.plan_round as p on v.plan_code = p.plan_code and v.round_code = p.round_code
    inner join closing as e on p.agency_code = e.agency_code and p.round_code = e.round_code
    union all by name
    select
        *,
        false as is_now
    from raw.edition_value
),

printed as (
    select
        * exclude (value),
        case
            when field in ('budget_baht', 'spent_baht') then print_number(number, least_places := 2)
            when field = 'target_value' then print_number(number, unit)
            when number is not null then print_number(number, unit, is_computed, goal_value, comparator)
            else coalesce(value, format_full(value_on))
        end as value
    from every
),

now as (
    select * from printed
    where is_now
),

before as (
    select * from printed
    where not is_now
)

select
    coalesce(n.plan_code, b.plan_code) as plan_code,
    coalesce(n.round_code, b.round_code) as round_code,
    e.edition_no,
    coalesce(n.item_code, b.item_code) as item_code,
    coalesce(n.measure_no, b.measure_no) as measure_no,
    coalesce(n.division_code, b.division_code) as division_code,
    coalesce(n.field, b.field) as field,
    b.value as before_value,
    n.value as after_value,
    e.reason
from now as n
full join before as b
    on
        n.plan_code = b.plan_code and n.round_code = b.round_code and n.field = b.field
        and n.item_code is not distinct from b.item_code
        and n.measure_no is not distinct from b.measure_no
        and n.division_code is not distinct from b.division_code
cross join closing as e
where n.value is distinct from b.value;
