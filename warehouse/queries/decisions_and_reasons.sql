-- What did the planning office decide, and why? One row a withdrawal, waiver or closing, the newest first.
select
    recorded_at,
    kind,
    round_code,
    division_code,
    rule,
    role,
    reason,
    until_on,
    is_holding
from core.decision
order by number desc;
