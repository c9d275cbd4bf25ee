-- One row a finding of the reader, the structure gate or Great Expectations; SQL checks add theirs in staging.
create table raw.finding (
    submission_id varchar not null,
    rule varchar not null,
    table_name varchar,
    row_no bigint,
    column_name varchar,
    sheet varchar,
    cell varchar,
    value varchar,
    slots json
);
