-- One row a printed value that SQL computed, or that stands in the reference folder or the journal: with the model or
-- file it is from.
create or replace view report.figure as
with scheduled as (
    unpivot (
        select
            plan_code,
            round_code,
            label
        from report.title
    ) on label into name column_name value printed
),

called as (
    unpivot (
        select
            plan_code,
            round_code,
            agency_name,
            agency_short
        from report.title
    ) on columns(* exclude (plan_code, round_code)) into name column_name value printed
),

-- An agency may stand on several lines, one a validity period: they are all named.
line as (
    select
        file_name,
        code,
        sha256,
        string_agg(line_no, ', ' order by line_no) as line_no
    from raw.reference_line
    group by all
),

told as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            restated_reason
        from report.restatement
    ) on restated_reason into name column_name value printed
),

came as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            division_name
        from report.completeness
    ) on division_name into name column_name value printed
),

waived as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            item_code,
            rule,
            reason
        from report.waiver
    ) on rule, reason into name column_name value printed
),

mended as (
    unpivot (
        select
            plan_code,
            round_code,
            division_code,
            field,
            from_text,
            to_text,
            reason
        from report.correction
    ) on field, from_text, to_text, reason into name column_name value printed
),

amended as (
    unpivot (
        select
            plan_code,
            round_code,
            item_code,
            measure_no,
            division_code,
            before_value,
            after_value,
            reason
        from report.edition_change
    ) on before_value, after_value, reason into name column_name value printed
)

select
    n.*,
    f.file_name,
    f.sha256,
    f.line_no
from rollup.figure as n
left join line as f on n.sql_model = 'raw.round' and f.file_name = 'rounds.csv' and n.round_code = f.code
union all by name
select
    t.*,
    f.file_name,
    f.sha256,
    f.line_no,
    'raw.round' as sql_model
from scheduled as t
left join line as f on f.file_name = 'rounds.csv' and t.round_code = f.code
union all by name
select
    t.*,
    f.file_name,
    f.sha256,
    f.line_no,
    'raw.agency' as sql_model
from called as t
inner join staging.plan_round as p on t.plan_code = p.plan_code and t.round_code = p.round_code
left join line as f on f.file_name = 'agencies.csv' and p.agency_code = f.code
-- A reason that several decisions, corrections or changes give of one thing is one printed value.
union all by name
select distinct
    *,
    'rollup.completeness' as sql_model
from came
union all by name
select
    *,
    'rollup.division_measure' as sql_model
from told
union all by name
select
    *,
    'staging.decision' as sql_model
from waived
union all by name
select distinct
    *,
    'raw.correction' as sql_model
from mended
union all by name
select distinct
    *,
    'rollup.edition_change' as sql_model
from amended;
