-- One row a column of a submission's table: the sheet and the letter where it stands in that file.
create table raw.column_place (
    submission_id varchar not null,
    table_name varchar not null,
    column_name varchar not null,
    sheet varchar not null,
    letter varchar not null
);
