-- One row a finding of the reader, the structure gate or Great Expectations, with its rule.
create or replace table staging.file_finding as
select
    f.*,
    r.severity,
    r.refuses
from raw.finding as f
inner join raw.rule as r on f.rule = r.code;
