-- R37 error: the numbers of the printed outcome speak of no measure of the item, or contradict one whose unit stands
-- beside them.
-- Any value that the outcome may mean will do: of the half, of the year, of both halves together.
with answered as (
    select
        *,
        count(*) over (partition by submission_id, item_code) as measure_count
    from staging.result_measure
    where any_value is not null
),

said as (
    select
        i.submission_id,
        i.row_no,
        a.measure_no,
        a.unit,
        a.plan_code,
        a.division_code,
        a.item_code,
        a.any_value,
        numbers_said(i.outcome_text) as numbers,
        case when a.measure_count > 1 then numbers_said_of(i.outcome_text, a.unit) else [] end as own_numbers,
        a.* exclude (submission_id, row_no, measure_no, unit, plan_code, division_code, item_code, any_value)
    from staging.result_item as i
    inner join answered as a on i.submission_id = a.submission_id and i.item_code = a.item_code
    -- The cheap comparison first: most texts begin with the value of the only measure.
    where a.measure_count > 1 or first_number(i.outcome_text) is distinct from a.any_value
),

meant as (
    select
        s.*,
        unnest([
            s.value,
            s.value_half,
            s.value_year,
            s.value_half + s.first_half,
            case s.across_rounds
                when 'max' then greatest(s.value_year, s.first_half)
                when 'min' then least(s.value_year, s.first_half)
                when 'mean' then (s.value_year + s.first_half) / 2
            end,
            100 * s.numerator / nullif(s.denominator, 0),
            100 * (s.numerator + h.numerator) / nullif(s.denominator + h.denominator, 0)
        ]) as value_meant
    from said as s
    left join staging.result_measure as h
        on
            s.round = '12m' and h.round = '6m' and s.plan_code = h.plan_code and s.division_code = h.division_code
            and s.item_code = h.item_code and s.measure_no = h.measure_no
    where len(s.numbers) > 0
),

compared as (
    select
        submission_id,
        row_no,
        measure_no,
        kind,
        unit,
        any_value(numbers[1]) as first_said,
        any_value(own_numbers[1]) as first_of_own,
        any_value(any_value) as typed,
        bool_or(says_value(numbers, value_meant, comparator, target_value)) as is_said,
        bool_or(says_value(own_numbers, value_meant, comparator, target_value)) as is_said_with_unit
    from meant
    where value_meant is not null
    group by all
),

judged as (
    select
        *,
        bool_or(is_said or is_said_with_unit) over (partition by submission_id, row_no) as is_of_item,
        bool_or(is_said_with_unit) over (partition by submission_id, row_no, unit) as is_of_unit,
        row_number() over (partition by submission_id, row_no order by measure_no) as place
    from compared
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'outcome_text' as column_name,
    to_thai(if(is_of_item, first_of_own, first_said)) as found,
    to_thai(print_number(typed, unit := unit, is_computed := kind = 'ratio')) as expected
from judged
where (not is_of_item and place = 1) or (is_of_item and first_of_own is not null and not is_of_unit)
