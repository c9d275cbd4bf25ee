-- One row an item of a round: its status is that of its weakest measure that applies; its texts as printed. Built round
-- by round (getvariable): the texts of a nation's ten years do not fit into memory.
create or replace table rollup.item_round as
with ranked as (
    select
        *,
        status_strength(status) as strength
    from rollup.measure_round
    where round_code = getvariable('round_code')
),

weakest as (
    select
        plan_code,
        agency_code,
        fiscal_year_be,
        round_code,
        round,
        item_code,
        coalesce(arg_min(status, strength) filter (where strength > 0), min(status)) as status,
        case
            when bool_or(strength > 0 and status <> 'not_reported')
                then arg_min(measure_no, (strength, measure_no)) filter (where strength > 0)
        end as deciding_measure_no,
        coalesce(bool_or(strength > 0), false) as is_applicable,
        bool_or(is_partial) as is_partial,
        any_value(outcome_value) filter (where measure_no = 1) as first_measure_value,
        any_value(unit) filter (where measure_no = 1) as first_measure_unit,
        any_value(across_divisions) filter (where measure_no = 1) as first_across_divisions
    from ranked
    group by all
),

texts as (
    select
        r.plan_code,
        r.round_code,
        r.item_code,
        count(*) as text_count,
        any_value(r.outcome_text) filter (where r.role = 'lead') as lead_outcome_text,
        string_agg(r.outcome_text, ' / ' order by r.role, r.sort_no) as all_outcome_texts,
        string_agg(r.narrative, chr(10) order by r.role, r.sort_no) as narrative,
        any_value(r.activity) filter (where r.role = 'lead') as activity,
        string_agg(distinct nullif(folded(r.obstacle), 'ไม่มี'), chr(10) order by nullif(folded(r.obstacle), 'ไม่มี'))
        filter (where r.obstacle <> 'ไม่มี') as obstacle,
        string_agg(distinct r.cause, ' ' order by r.cause) as cause,
        any_value(r.submission_id order by r.role) as submission_id
    from rollup.item_text as r
    where r.round_code = getvariable('round_code')
    group by all
)

select
    w.plan_code,
    w.agency_code,
    w.fiscal_year_be,
    w.round_code,
    w.round,
    w.item_code,
    w.status,
    w.deciding_measure_no,
    w.is_applicable,
    w.is_partial,
    case
        when w.status = 'met' then 'met'
        when w.status in ('not_met', 'breached', 'behind', 'on_track') then 'not_yet_met'
        else 'no_value'
    end as bucket,
    coalesce(nullif(t.activity, ''), i.activity) as activity,
    case
        when t.text_count = 1 or w.first_across_divisions in ('lead', 'latest') then t.lead_outcome_text
        when w.first_measure_value is null then t.all_outcome_texts
        when starts_with(w.first_measure_unit, 'ร้อยละ')
            then w.first_measure_unit || ' ' || thai_digits(plain_number(w.first_measure_value))
        else thai_digits(plain_number(w.first_measure_value)) || ' ' || w.first_measure_unit
    end as outcome_text,
    t.narrative,
    t.obstacle,
    t.cause,
    t.text_count
from weakest as w
inner join core.item as i
    on w.plan_code = i.plan_code and w.round_code = i.round_code and w.item_code = i.item_code
left join texts as t
    on w.plan_code = t.plan_code and w.round_code = t.round_code and w.item_code = t.item_code;
