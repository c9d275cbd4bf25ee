-- One row a row of results that does not show what its key's measure is filled with: which texts are the key's own
-- (null: a blank cell says nothing), and the measure of the plan that the others belong to, null where it is nobody's.
-- is_whole: all of code, guideline and indicator belong to it. The unit speaks only between measures of one indicator.
-- is_of_no_item: nothing speaks for the key, two or more against it, and the plan knows none of them.
create or replace table staging.shown_row as
with odd as (
    select
        v.submission_id,
        v.plan_code,
        v.round_code,
        v.division_code,
        v.row_no,
        v.item_code,
        v.measure_no,
        k.item_code is not null as is_key_known,
        count(*) over (partition by v.submission_id, v.row_no) > 1 as is_joint,
        nullif(compared(v.item_code_shown), '') as code,
        nullif(compared_words(i.guideline), '') as guideline,
        -- A cell of a table made by hand may hold indicator and target.
        case when compared(v.indicator_shown) <> '' then list_value(
            compared_words(v.indicator_shown),
            if(v.target_shown is null, regexp_replace(compared_words(v.indicator_shown), 'เป้าหมาย.*$', ''), null)
        ) end as indicator,
        nullif(compared(v.target_shown), '') as target,
        nullif(compared(v.unit_shown), '') as unit,
        k.guideline_words,
        k.indicator_words,
        k.target_words,
        k.unit_words
    from staging.result_measure as v
    inner join raw.result_item as i
        on
            v.submission_id = i.submission_id and v.row_no = i.row_no
            and v.item_code = i.item_key and v.measure_no = i.measure_no
    inner join staging.plan_round as p on v.plan_code = p.plan_code and v.round_code = p.round_code
    left join staging.measure_words as k
        on
            v.plan_code = k.plan_code and v.round_code = k.round_code
            and v.item_code = k.item_code and v.measure_no = k.measure_no
    -- The cheap comparison first: most rows show what they were filled with.
    where
        k.item_code is null
        or coalesce(v.item_code_shown, v.item_code) is distinct from v.item_code
        or coalesce(i.guideline, k.guideline) is distinct from k.guideline
        or coalesce(v.indicator_shown, k.indicator) is distinct from k.indicator
        or coalesce(v.target_shown, k.target) is distinct from k.target
        or coalesce(v.unit_shown, k.unit) is distinct from k.unit
),

judged as (
    select
        *,
        code = item_code as is_own_code,
        guideline = coalesce(guideline_words, '') as is_own_guideline,
        list_has_any(coalesce(indicator_words, []), indicator) as is_own_indicator,
        target = coalesce(target_words, '') as is_own_target,
        unit = coalesce(unit_words, '') as is_own_unit
    from odd
),

claim as (
    select
        j.submission_id,
        j.row_no,
        j.item_code,
        j.measure_no,
        o.item_code as other_item_code,
        o.measure_no as other_measure_no,
        o.name as other_name,
        r.division_code is not null as is_other_asked,
        coalesce(j.code = o.item_code, false) as has_code,
        coalesce(j.guideline = o.guideline_words, false) as has_guideline,
        coalesce(list_has_any(j.indicator, o.indicator_words), false) as has_indicator,
        coalesce(j.unit = o.unit_words, false) as has_unit,
        (has_code or j.code is null) and (has_guideline or j.guideline is null)
        and (has_indicator or j.indicator is null) as is_whole
    from judged as j
    inner join staging.measure_words as o
        on
            j.plan_code = o.plan_code and j.round_code = o.round_code
            -- One row of a table made by hand may stand for all measures of its item.
            and (j.item_code <> o.item_code or (j.measure_no <> o.measure_no and not j.is_joint))
    left join staging.role as r
        on
            o.plan_code = r.plan_code and o.round_code = r.round_code
            and o.item_code = r.item_code and j.division_code = r.division_code
    where
        (has_code and not j.is_own_code)
        or (has_guideline and not j.is_own_guideline)
        or (has_indicator and not j.is_own_indicator)
        or (has_unit and not j.is_own_unit and j.item_code = o.item_code and has_indicator)
),

best as (
    select *
    from claim
    qualify row_number() over (
        partition by submission_id, row_no, item_code, measure_no
        order by
            cast(has_code as integer) + cast(has_guideline as integer) + cast(has_indicator as integer) desc,
            has_unit desc, is_other_asked desc, other_item_code asc, other_measure_no asc
    ) = 1
)

select
    j.submission_id,
    j.plan_code,
    j.round_code,
    j.row_no,
    j.item_code,
    j.measure_no,
    j.is_key_known,
    j.is_own_code,
    j.is_own_guideline,
    j.is_own_indicator,
    j.is_own_target,
    j.is_own_unit,
    b.other_item_code,
    b.other_measure_no,
    b.other_name,
    b.is_other_asked,
    coalesce(b.is_whole, false) as is_whole,
    b.other_name is null and j.is_key_known
    and not coalesce(j.is_own_code or j.is_own_guideline or j.is_own_indicator, false)
    and coalesce(cast(not j.is_own_code as integer), 0) + coalesce(cast(not j.is_own_guideline as integer), 0)
    + coalesce(cast(not j.is_own_indicator as integer), 0) >= 2 as is_of_no_item,
    (
        select min(v.row_no) from staging.result_measure as v
        where
            v.submission_id = j.submission_id and v.row_no <> j.row_no
            and v.item_code = b.other_item_code and v.measure_no = b.other_measure_no
    ) as other_row_no
from judged as j
left join best as b
    on
        j.submission_id = b.submission_id and j.row_no = b.row_no
        and j.item_code = b.item_code and j.measure_no = b.measure_no;
