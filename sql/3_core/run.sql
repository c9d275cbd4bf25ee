-- One row: the program, rules and SQL that made this file, and the time up to which it looks, where it looks back.
create or replace view core.run as
select
    as_of_at,
    rule_set_version,
    code_version,
    sql_version
from raw.run;
