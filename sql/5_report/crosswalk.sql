-- One row a printed value or text and its origin: the submission's hash, sheet and cell. Values made by SQL, and what
-- stands in the reference folder, name the model that made them; totals name what they add up.
create or replace view report.crosswalk as
with text as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            division_code,
            submission_id,
            row_no,
            activity,
            outcome_text,
            narrative,
            obstacle,
            suggestion
        from core.result_item
    ) on activity, outcome_text, narrative, obstacle, suggestion
    into name column_name value printed
),

number as (
    unpivot (
        select
            r.plan_code,
            r.round_code,
            r.item_code,
            r.measure_no,
            r.division_code,
            r.submission_id,
            r.row_no,
            is_percentage(m.unit) as is_percentage,
            cast(r.value as decimal(38, 6)) as value,
            cast(r.value_half as decimal(38, 6)) as value_half,
            cast(r.value_year as decimal(38, 6)) as value_year,
            cast(r.numerator as decimal(38, 6)) as numerator,
            cast(r.denominator as decimal(38, 6)) as denominator,
            cast(r.restated as decimal(38, 6)) as restated,
            cast(r.restated_numerator as decimal(38, 6)) as restated_numerator,
            cast(r.restated_denominator as decimal(38, 6)) as restated_denominator
        from core.result as r
        inner join core.measure as m
            on
                r.plan_code = m.plan_code and r.round_code = m.round_code
                and r.item_code = m.item_code and r.measure_no = m.measure_no
    ) on value, value_half, value_year, numerator, denominator, restated, restated_numerator, restated_denominator
    into name column_name value number
),

reason as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            submission_id,
            row_no,
            no_value_code
        from core.result
        where row_no is not null
    ) on no_value_code
    into name column_name value printed
),

-- What deadlines are answered by, as people are asked to write it.
day as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            submission_id,
            row_no,
            slashed(value_on) as value,
            slashed(value_half_on) as value_half,
            slashed(value_year_on) as value_year,
            slashed(restated_on) as restated
        from core.result
        where answer_on is not null or restated_on is not null
    ) on value, value_half, value_year, restated
    into name column_name value printed
),

plan_day as (
    select
        plan_code,
        round_code,
        item_code,
        measure_no,
        plan_submission_id as submission_id,
        plan_row_no as row_no,
        'target_value' as column_name,
        slashed(target_on) as printed
    from core.measure
    where target_on is not null
),

plan_text as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            plan_submission_id as submission_id,
            plan_row_no as row_no,
            item_code as item_code_printed,
            printed_no,
            guideline,
            activity,
            indicator,
            target_text
        from core.item
    ) on item_code_printed, printed_no, guideline, activity, indicator, target_text
    into name column_name value printed
),

plan_number as (
    select
        plan_code,
        round_code,
        item_code,
        measure_no,
        plan_submission_id as submission_id,
        plan_row_no as row_no,
        'target_value' as column_name,
        is_percentage(unit) as is_percentage,
        cast(target_value as decimal(38, 6)) as number
    from core.measure
),

plan_measure as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            plan_submission_id as submission_id,
            plan_row_no as row_no,
            measure_text,
            unit,
            unit_printed
        from core.measure
    ) on measure_text, unit, unit_printed
    into name column_name value printed
),

given as (
    select
        'results' as table_name,
        *
    from number
    union all by name
    select
        'plan_measure' as table_name,
        *
    from plan_number
),

heading as (
    unpivot (
        select
            p.plan_code,
            p.round_code,
            cast(s.strategy_no as bigint) as strategy_no,
            p.submission_id,
            s.row_no,
            s.printed_label,
            s.text
        from staging.plan_round as p
        inner join raw.plan_structure as s on p.submission_id = s.submission_id
    ) on printed_label, text
    into name column_name value printed
),

told as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            division_code,
            submission_id,
            row_no,
            cause,
            resolve_by
        from core.result_item
    ) on cause, resolve_by
    into name column_name value printed
),

named as (
    select
        p.plan_code,
        p.round_code,
        p.submission_id,
        n.row_no,
        'plan_name' as column_name,
        n.plan_name as printed
    from staging.plan_round as p
    inner join raw.plan as n on p.submission_id = n.submission_id and p.plan_code = n.plan_code
    where n.plan_name is not null
),

every as (
    select
        'results' as table_name,
        *
    from text
    union all by name
    select
        g.* exclude (is_percentage, number),
        n.printed
    from given as g
    inner join rollup.given_number as n
        on
            g.plan_code = n.plan_code and g.round_code = n.round_code and g.number = n.number
            and (g.is_percentage and not regexp_full_match(g.column_name, '.*(numer|denomin)ator')) = n.is_percentage
    union all by name
    select
        'results' as table_name,
        *
    from reason
    union all by name
    select
        'results' as table_name,
        *
    from day
    union all by name
    select
        'plan_measure' as table_name,
        *
    from plan_day
    union all by name
    select
        'plan_item' as table_name,
        *
    from plan_text
    union all by name
    select
        'plan_measure' as table_name,
        *
    from plan_measure
    union all by name
    select
        'plan_structure' as table_name,
        *
    from heading
    union all by name
    select
        'results' as table_name,
        *
    from told
    union all by name
    select
        'plan' as table_name,
        *
    from named
)

select
    e.plan_code,
    e.round_code,
    coalesce(
        e.strategy_no, try_cast(split_part(e.item_code, '.', 1) as bigint)
    ) as strategy_no,
    e.item_code,
    e.measure_no,
    e.division_code,
    e.column_name,
    e.printed,
    s.sha256,
    s.file_name,
    p.sheet,
    p.letter || (e.row_no - p.row_offset) as cell,
    null as sql_model,
    null as adds_up
from every as e
inner join core.submission as s on e.submission_id = s.submission_id
left join raw.column_place as p
    on
        e.submission_id = p.submission_id and e.table_name = p.table_name
        and replace(e.column_name, '_printed', '') = replace(p.column_name, '_printed', '')
        and e.row_no between p.first_row and p.last_row
union all by name
select distinct
    * exclude (sheet, cell, file_name, sha256, column_name, printed),
    column_name,
    printed,
    sha256,
    file_name,
    sheet,
    cell,
    'core.finding' as sql_model
from (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            sha256,
            file_name,
            sheet,
            cell,
            concat_ws(' ', file_name, sheet, cell) as finding_place,
            message_th,
            rule
        from report.check_finding
    ) on finding_place, message_th, rule
    into name column_name value printed
) as f
union all by name
select
    f.plan_code,
    f.round_code,
    coalesce(f.strategy_no, try_cast(split_part(f.item_code, '.', 1) as bigint)) as strategy_no,
    f.item_code,
    f.measure_no,
    f.division_code,
    f.column_name,
    f.printed,
    f.file_name,
    f.sha256,
    f.line_no as cell,
    f.sql_model,
    t.adds_up
from report.figure as f
left join report.total as t
    on
        f.plan_code = t.plan_code and f.round_code = t.round_code
        and f.sql_model = t.sql_model and f.column_name = t.column_name
        and f.strategy_no is not distinct from t.strategy_no
        and f.item_code is not distinct from t.item_code
        and f.measure_no is not distinct from t.measure_no;
