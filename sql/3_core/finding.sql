-- One row a finding on a known submission: rule, severity, place, sentence and remedy in Thai. Built last.
create or replace table core.finding as
with checked as (
    select * from staging.plan_check_finding
    union all
    select * from staging.check_finding
    union all
    select * from rollup.check_finding
),

every as (
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        sheet,
        cell,
        value,
        slots
    from raw.finding
    union all
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        null as sheet,
        null as cell,
        found as value,
        slots
    from checked
)

select
    e.submission_id,
    s.division_code,
    s.round_code,
    e.rule,
    r.severity,
    r.scope,
    coalesce(e.sheet, p.sheet) as sheet,
    coalesce(e.cell, p.letter || (e.row_no - p.row_offset)) as cell,
    e.table_name,
    e.row_no,
    e.column_name,
    e.value,
    filled(r.sentence_th, e.slots) as message_th,
    filled(r.remedy_th, e.slots) as remedy_th,
    n.rule_set_version
from every as e
inner join core.submission as s on e.submission_id = s.submission_id
inner join raw.rule as r on e.rule = r.code
cross join raw.run as n
left join raw.column_place as p
    on
        e.submission_id = p.submission_id and e.table_name = p.table_name and e.column_name = p.column_name
        and e.row_no between p.first_row and p.last_row;
