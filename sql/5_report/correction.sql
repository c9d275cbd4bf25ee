-- One row a wording that the planning office mended in a file in force: the annex of notes.
create or replace view report.correction as
select
    s.plan_code,
    s.round_code,
    c.line_no,
    s.division_code,
    d.division_name,
    d.sort_no,
    c.field,
    c.from_text,
    c.to_text,
    c.reason,
    c.role
from raw.correction as c
inner join core.submission as s on c.submission_id = s.submission_id and s.is_in_force
left join core.division_round as d on s.round_code = d.round_code and s.division_code = d.division_code
where c.is_applied;
