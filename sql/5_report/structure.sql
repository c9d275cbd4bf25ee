-- One row a strategy, objective or tactic heading of a plan in a round, in the plan's own order.
create or replace view report.structure as
select
    p.plan_code,
    p.round_code,
    s.row_no,
    s.level,
    cast(s.strategy_no as bigint) as strategy_no,
    cast(s.tactic_no as bigint) as tactic_no,
    s.text,
    concat_ws(' ', s.printed_label, s.text) as printed
from staging.plan_round as p
inner join raw.plan_structure as s on p.submission_id = s.submission_id;
