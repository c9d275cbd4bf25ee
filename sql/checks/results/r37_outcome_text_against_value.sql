-- R37 error: the numbers of the printed outcome speak of no measure of the item, or contradict one whose unit stands
-- beside them; a date speaks of a deadline.
-- Any value that the outcome may mean will do: of the half, of the year, of both halves together.
with answered as (
    select
        *,
        count(*) over (partition by submission_id, item_code) as measure_count
    from staging.result_measure
    where answer_value is not null or answer_on is not null
),

said as (
    select
        a.*,
        i.row_no as item_row_no,
        string_split(dates_in_text(i.outcome_text), ',') as days,
        without_dates(i.outcome_text) as told
    from staging.result_item as i
    inner join answered as a on i.submission_id = a.submission_id and i.item_code = a.item_code
    -- The cheap comparison first: most texts begin with the value of the only measure.
    where a.measure_count > 1 or first_number(i.outcome_text) is distinct from a.answer_value
),

numbered as (
    select
        *,
        case when answer_on is null then numbers_said(told) else list_filter(days, lambda d: d <> '') end as numbers,
        case
            when answer_on is not null then list_filter(days, lambda d: d <> '')
            when measure_count > 1 then numbers_said_of(told, unit)
            else []
        end as own_numbers
    from said
),

meant as (
    select
        n.*,
        unnest([
            n.value,
            n.value_half,
            n.value_year,
            n.value_half + n.first_half,
            case n.across_rounds
                when 'max' then greatest(n.value_year, n.first_half)
                when 'min' then least(n.value_year, n.first_half)
                when 'mean' then (n.value_year + n.first_half) * 0.5
            end,
            exact_share(n.numerator, n.denominator),
            exact_share(
                n.numerator + coalesce(n.restated_numerator, h.numerator),
                case
                    when n.same_base then n.denominator
                    else n.denominator + coalesce(n.restated_denominator, h.denominator)
                end
            )
        ]) as value_meant
    from numbered as n
    left join staging.result_measure as h
        on
            n.round = '12m' and h.round = '6m' and n.plan_code = h.plan_code and n.division_code = h.division_code
            and n.item_code = h.item_code and n.measure_no = h.measure_no
    where len(n.numbers) > 0
),

compared as (
    select
        submission_id,
        item_row_no as row_no,
        measure_no,
        kind,
        unit,
        answer_on,
        answer_value,
        numbers[1] as first_said,
        own_numbers[1] as first_of_own,
        coalesce(bool_or(case
            when answer_on is not null then list_contains(numbers, cast(answer_on as varchar))
            else says_value(numbers, value_meant, comparator, target_value)
        end), false) as is_said,
        coalesce(bool_or(case
            when answer_on is not null then list_contains(numbers, cast(answer_on as varchar))
            else says_value(own_numbers, value_meant, comparator, target_value)
        end), false) as is_said_with_unit
    from meant
    where value_meant is not null or answer_on is not null
    group by all
),

judged as (
    select
        *,
        bool_or(is_said or is_said_with_unit) over (partition by submission_id, row_no) as is_of_item,
        bool_or(is_said_with_unit) over (partition by submission_id, row_no, unit) as is_of_unit,
        row_number() over (partition by submission_id, row_no order by measure_no) as place,
        if(is_of_item, first_of_own, first_said) as odd
    from compared
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'outcome_text' as column_name,
    case when answer_on is null then to_thai(odd) else format_full(cast(odd as date)) end as found,
    coalesce(
        format_full(answer_on), to_thai(print_number(answer_value, unit := unit, is_computed := is_share(kind)))
    ) as expected
from judged
where (not is_of_item and place = 1) or (is_of_item and first_of_own is not null and not is_of_unit)
