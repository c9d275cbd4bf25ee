-- One row a line that the files in force underline, for every round of their plan: the documents underline it too.
create or replace view report.underlined_line as
select distinct
    t.plan_code,
    t.round_code,
    u.line
from raw.underlined_line as u
inner join core.submission as s on u.submission_id = s.submission_id and s.is_in_force
inner join report.title as t on s.plan_code = t.plan_code;
