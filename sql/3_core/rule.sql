-- One row a rule of the set that judged: its code is the rule of core.finding.
create or replace view core.rule as
select
    code as rule,
    severity,
    scope,
    sentence_th,
    remedy_th,
    reason,
    refuses,
    severity_meant
from raw.rule;
