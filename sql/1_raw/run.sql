-- One row: the inputs of the run that made this file.
create table raw.run (
    as_of_at timestamptz,
    rule_set_version varchar not null,
    code_version varchar not null,
    sql_version varchar
);
