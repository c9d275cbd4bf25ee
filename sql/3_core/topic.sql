-- One row a topic that a division says it published: a row of the sheet of topics in a file in force.
create or replace view core.topic as
select
    s.plan_code,
    s.round_code,
    s.division_code,
    s.submission_id,
    t.row_no,
    t.item_code,
    t.topic,
    t.published_on,
    t.channel,
    t.link
from core.submission as s
inner join raw.topic as t on s.submission_id = t.submission_id
where s.is_in_force;
