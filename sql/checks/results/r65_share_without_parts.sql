-- R65 error: a ratio without one of its two parts, though a percentage or the other part is typed; restated ones too. A
-- table made by hand may have no column of parts: then the place is what stands there instead.
with typed as (
    select
        v.submission_id,
        v.row_no,
        v.no_value_code,
        case when v.round = '6m' then 'value' else 'value_year' end as value_column,
        coalesce(m.value_text, m.value_half_text, m.value_year_text) as value_text,
        m.numerator_text,
        m.denominator_text,
        m.restated_text,
        m.restated_numerator_text,
        m.restated_denominator_text
    from staging.result_measure as v
    inner join raw.result_measure as m on v.submission_id = m.submission_id and v.row_no = m.row_no
    where is_share(v.kind)
),

lacking as (
    select
        submission_id,
        row_no,
        case when numerator_text is null then 'numerator' else 'denominator' end as wanted,
        value_column as instead,
        value_text as found
    from typed
    where
        no_value_code is null and (numerator_text is null or denominator_text is null)
        and coalesce(value_text, numerator_text, denominator_text) is not null
    union all
    select
        submission_id,
        row_no,
        case when restated_numerator_text is null then 'restated_numerator' else 'restated_denominator' end as wanted,
        'restated' as instead,
        restated_text as found
    from typed
    where
        (restated_numerator_text is null or restated_denominator_text is null)
        and coalesce(restated_text, restated_numerator_text, restated_denominator_text) is not null
)

select
    w.submission_id,
    'results' as table_name,
    w.row_no,
    case
        when exists (
            select 1 from raw.column_place as p
            where p.submission_id = w.submission_id and p.table_name = 'results' and p.column_name = w.wanted
        ) then w.wanted
        else w.instead
    end as column_name,
    w.found,
    null as expected
from lacking as w
