-- One row a line of corrections.csv and submission it names: the wording before and after, and whether it was applied.
create table raw.correction (
    line_no bigint not null,
    submission_id varchar not null,
    table_name varchar not null,
    row_no bigint,
    column_name varchar not null,
    field varchar not null,
    from_text varchar,
    to_text varchar,
    reason varchar not null,
    role varchar not null,
    until_on date not null,
    is_applied boolean not null
);
