-- One row a warning on a submission of the round in force, or on the plan in force: the annex of notes.
create or replace view report.check_finding as
select
    p.plan_code,
    p.round_code,
    f.division_code,
    d.division_name,
    d.sort_no,
    s.file_name,
    s.sha256,
    f.sheet,
    f.cell,
    f.rule,
    f.message_th
from staging.plan_round as p
inner join core.submission as s
    on
        s.is_in_force
        and (p.submission_id = s.submission_id or (p.round_code = s.round_code and p.plan_code = s.plan_code))
inner join core.finding as f on s.submission_id = f.submission_id and f.severity = 'warning' and not f.is_waived
left join core.division_round as d on p.round_code = d.round_code and f.division_code = d.division_code;
