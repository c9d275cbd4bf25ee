"""What `sarup explain` asks of the published warehouse about one item of a round."""

ITEMS = """
select
    i.plan_code, i.item_code, concat_ws(' ', i.printed_no, i.guideline) as guideline, i.target_text,
    t.label, coalesce(u.state, t.state) as state, t.round, r.status, r.outcome_text, r.narrative, r.deciding_measure_no,
    s.file_name, s.sha256, p.sheet, p.letter || (i.plan_row_no - p.row_offset) as cell
from core.item as i
inner join rollup.item_round as r
    on i.plan_code = r.plan_code and i.round_code = r.round_code and i.item_code = r.item_code
inner join core.submission as s on i.plan_submission_id = s.submission_id
left join core.round as t on i.round_code = t.round_code
left join core.round_state as u on i.round_code = u.round_code and i.agency_code = u.agency_code
left join raw.column_place as p
    on
        i.plan_submission_id = p.submission_id and p.table_name = 'plan_item' and p.column_name = 'target_text'
        and i.plan_row_no between p.first_row and p.last_row
where i.round_code = $round and i.item_code = $item
order by i.plan_code
"""
MEASURES = """
select
    m.*, is_computed(m.kind, m.across_rounds, m.across_divisions) as is_computed,
    s.file_name, s.sha256, p.sheet, p.letter || (c.plan_row_no - p.row_offset) as cell
from rollup.measure_round as m
inner join core.measure as c
    on
        m.plan_code = c.plan_code and m.round_code = c.round_code
        and m.item_code = c.item_code and m.measure_no = c.measure_no
inner join core.submission as s on c.plan_submission_id = s.submission_id
left join raw.column_place as p
    on
        c.plan_submission_id = p.submission_id and p.table_name = 'plan_measure' and p.column_name = 'target_value'
        and c.plan_row_no between p.first_row and p.last_row
where m.plan_code = $plan and m.round_code = $round and m.item_code = $item
order by m.measure_no
"""
ANSWERS = """
with asked as (
    select b.round_code, b.label, b.covers_to from core.round as a
    inner join core.round as b on a.fiscal_year_be = b.fiscal_year_be and b.covers_to <= a.covers_to
    where a.round_code = $round
),

typed as (
    unpivot (
        select
            r.round_code, r.measure_no, r.division_code, r.role, r.submission_id, r.sheet, r.row_no,
            cast(r.value as varchar) as value,
            cast(r.value_half as varchar) as value_half,
            cast(r.value_year as varchar) as value_year,
            cast(r.numerator as varchar) as numerator,
            cast(r.denominator as varchar) as denominator,
            cast(r.restated as varchar) as restated,
            cast(r.value_on as varchar) as value_on,
            cast(r.value_half_on as varchar) as value_half_on,
            cast(r.value_year_on as varchar) as value_year_on,
            cast(r.restated_on as varchar) as restated_on,
            cast(r.restated_numerator as varchar) as restated_numerator,
            cast(r.restated_denominator as varchar) as restated_denominator,
            r.no_value_code
        from core.result as r
        inner join asked as a on r.round_code = a.round_code
        where r.plan_code = $plan and r.item_code = $item and r.row_no is not null
    ) on columns(* exclude (round_code, measure_no, division_code, role, submission_id, sheet, row_no))
    into name column_name value typed
)

select
    t.measure_no, t.division_code, coalesce(d.division_name, t.division_code) as division_name, t.role, a.label,
    t.column_name, t.typed, s.file_name, s.sha256, s.verdict, s.received_at, t.sheet,
    p.letter || (t.row_no - p.row_offset) as cell
from typed as t
inner join asked as a on t.round_code = a.round_code
inner join core.submission as s on t.submission_id = s.submission_id
left join core.division_round as d on t.round_code = d.round_code and t.division_code = d.division_code
left join raw.column_place as p
    on
        t.submission_id = p.submission_id and p.table_name = 'results'
        and replace(t.column_name, '_on', '') = p.column_name
        and t.row_no between p.first_row and p.last_row
order by t.measure_no, a.covers_to, t.role, d.sort_no, t.division_code, t.column_name
"""
MISSING = """
select r.measure_no, coalesce(d.division_name, r.division_code) as division_name
from core.result as r
left join core.division_round as d on r.round_code = d.round_code and r.division_code = d.division_code
where r.round_code = $round and r.plan_code = $plan and r.item_code = $item and not r.is_reported
order by r.measure_no, r.role, d.sort_no, r.division_code
"""
TEXTS = """
with asked as (
    select b.round_code, b.label, b.covers_to from core.round as a
    inner join core.round as b on a.fiscal_year_be = b.fiscal_year_be and b.covers_to <= a.covers_to
    where a.round_code = $round
),

told as (
    unpivot (
        select
            i.round_code, i.division_code, i.role, i.sort_no, i.submission_id, i.sheet, i.row_no,
            i.activity, i.outcome_text, i.narrative, i.obstacle, i.cause, i.suggestion
        from core.result_item as i
        inner join asked as a on i.round_code = a.round_code
        where i.plan_code = $plan and i.item_code = $item
    ) on activity, outcome_text, narrative, obstacle, cause, suggestion into name column_name value typed
)

select
    t.division_code, coalesce(d.division_name, t.division_code) as division_name, t.role, a.label, t.column_name,
    t.typed, s.file_name, s.sha256, s.verdict, s.received_at, t.sheet, p.letter || (t.row_no - p.row_offset) as cell
from told as t
inner join asked as a on t.round_code = a.round_code
inner join core.submission as s on t.submission_id = s.submission_id
left join core.division_round as d on t.round_code = d.round_code and t.division_code = d.division_code
left join raw.column_place as p
    on
        t.submission_id = p.submission_id and p.table_name = 'results' and t.column_name = p.column_name
        and t.row_no between p.first_row and p.last_row
order by
    a.covers_to, t.role, t.sort_no, t.division_code,
    list_position(['activity', 'outcome_text', 'narrative', 'obstacle', 'cause', 'suggestion'], t.column_name)
"""
EVENTS = """
with asked as (
    select b.round_code, b.label, b.covers_to from core.round as a
    inner join core.round as b on a.fiscal_year_be = b.fiscal_year_be and b.covers_to <= a.covers_to
    where a.round_code = $round
)

select
    coalesce(d.division_name, s.division_code) as division_name, a.label, e.event_name, e.starts_on, e.ends_on,
    cast(e.attendee_count as bigint) as attendee_count, s.file_name, s.sha256, e.sheet,
    p.letter || (e.row_no - p.row_offset) as cell
from core.submission as s
inner join asked as a on s.round_code = a.round_code
inner join raw.event as e on s.submission_id = e.submission_id
left join core.division_round as d on s.round_code = d.round_code and s.division_code = d.division_code
left join raw.column_place as p
    on
        e.submission_id = p.submission_id and p.table_name = 'event' and p.column_name = 'event_name'
        and e.row_no between p.first_row and p.last_row
where
    s.is_in_force and s.plan_code = $plan
    and list_contains(list_transform(string_split(e.item_codes, ','), lambda code: trim(code)), $item)
order by a.covers_to, e.starts_on, d.sort_no, e.event_name, cell
"""
FINDINGS = """
with row_of as (
    select submission_id, 'results' as table_name, row_no from core.result_item
    where round_code = $round and plan_code = $plan and item_code = $item
    union
    select submission_id, 'results' as table_name, row_no from core.result
    where round_code = $round and plan_code = $plan and item_code = $item and row_no is not null
    union
    select r.submission_id, r.table_name, r.row_no from staging.row_item as r
    inner join core.item as i on r.submission_id = i.plan_submission_id and r.item_code = i.item_code
    where i.round_code = $round and i.plan_code = $plan and i.item_code = $item
)

select distinct f.severity, f.rule, f.message_th, f.remedy_th, f.sheet, f.cell, s.file_name
from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id and s.is_in_force
inner join row_of as r
    on f.submission_id = r.submission_id and f.table_name = r.table_name and f.row_no = r.row_no
where not f.is_waived
order by f.severity, s.file_name, f.sheet, f.cell, f.rule, f.message_th
"""
