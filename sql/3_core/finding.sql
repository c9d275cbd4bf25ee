-- One row a finding on a known submission: rule, severity, place, sentence and remedy in Thai. Built last.
create or replace table core.finding as
with every as (
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        sheet,
        cell,
        value,
        slots,
        is_waived
    from staging.file_finding
    union all by name
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        found as value,
        slots,
        is_waived
    from staging.plan_finding
    union all by name
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        found as value,
        slots,
        is_waived
    from staging.result_finding
    union all by name
    select
        submission_id,
        rule,
        table_name,
        row_no,
        column_name,
        found as value,
        slots,
        false as is_waived
    from rollup.check_finding
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
    fill_json(r.sentence_th, e.slots) as message_th,
    fill_json(r.remedy_th, e.slots) as remedy_th,
    e.is_waived,
    n.rule_set_version
from every as e
inner join core.submission as s on e.submission_id = s.submission_id
inner join raw.rule as r on e.rule = r.code
cross join raw.run as n
left join raw.column_place as p
    on
        e.submission_id = p.submission_id and e.table_name = p.table_name and e.column_name = p.column_name
        and e.row_no between p.first_row and p.last_row;
