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
        max(division_count) as division_count,
        count(coalesce(outcome_value, days_of(outcome_on))) as value_count
    from ranked
    group by all
),

texts as (
    select
        r.plan_code,
        r.round_code,
        r.item_code,
        count(*) as text_count,
        any_value(r.outcome_text) as any_outcome_text,
        any_value(r.outcome_text) filter (where r.role = 'lead') as lead_outcome_text,
        string_agg(r.outcome_text, ' / ' order by r.role, r.sort_no, r.division_code) as all_outcome_texts,
        string_agg(r.narrative, chr(10) order by r.role, r.sort_no, r.division_code) as narrative,
        any_value(r.activity) filter (where r.role = 'lead') as activity,
        string_agg(
            distinct folded(told_obstacle(r.obstacle)), chr(10) order by folded(told_obstacle(r.obstacle))
        ) filter (where told_obstacle(r.obstacle) is not null) as obstacle,
        string_agg(distinct r.cause, ' ' order by r.cause) as cause,
        any_value(r.submission_id order by r.role) as submission_id
    from (
        select * replace (case when outcome_text not similar to '[-–—.\s]*' then outcome_text end as outcome_text)
        from rollup.item_text
        where round_code = getvariable('round_code')
    ) as r
    group by all
),

-- What the table prints where no text of a division stands for all of them: every measure of the item. Asked only where
-- it may be needed: most items have one division and its text.
said as (
    select
        m.plan_code,
        m.round_code,
        m.item_code,
        bool_and(m.across_divisions in ('lead', 'latest')) as is_of_the_lead,
        bool_and(
            m.across_divisions in ('lead', 'latest')
            or (
                m.outcome_value is not distinct from d.outcome_value
                and m.outcome_on is not distinct from d.outcome_on
            )
        ) as is_the_leads,
        string_agg(
            coalesce(
                to_thai(print_amount(m.outcome_value, m.unit, m.is_computed, m.target_value, m.comparator)),
                format_day(m.outcome_on),
                reason_label(m.status, m.round)
            ),
            ' / ' order by m.measure_no
        ) as composed
    from ranked as m
    left join rollup.division_measure as d
        on
            m.plan_code = d.plan_code and m.round_code = d.round_code and m.item_code = d.item_code
            and m.measure_no = d.measure_no and d.role = 'lead'
    left join texts as t
        on m.plan_code = t.plan_code and m.round_code = t.round_code and m.item_code = t.item_code
    where m.division_count > 1 or t.any_outcome_text is null
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
        when w.division_count = 1 then coalesce(t.any_outcome_text, if(w.value_count > 0, c.composed, null))
        when c.is_of_the_lead and w.value_count = 0 then t.lead_outcome_text
        when c.is_the_leads and w.value_count > 0 then coalesce(t.lead_outcome_text, c.composed)
        when w.value_count > 0 then c.composed
        else t.all_outcome_texts
    end as outcome_text,
    case
        when w.value_count = 0 then false
        when w.division_count = 1 then t.any_outcome_text is null
        when c.is_the_leads then t.lead_outcome_text is null
        else true
    end as is_composed,
    t.narrative,
    t.obstacle,
    t.cause,
    t.text_count
from weakest as w
left join said as c
    on w.plan_code = c.plan_code and w.round_code = c.round_code and w.item_code = c.item_code
inner join core.item as i
    on w.plan_code = i.plan_code and w.round_code = i.round_code and w.item_code = i.item_code
left join texts as t
    on w.plan_code = t.plan_code and w.round_code = t.round_code and w.item_code = t.item_code;
