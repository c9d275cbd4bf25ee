-- One row a column of a table of a submission: the sheet and letter where it stands, for its rows of these numbers.
-- A table gathered from several tables of a document has a stretch of row numbers for each, above those of its sheet.
create table raw.column_place (
    submission_id varchar not null,
    table_name varchar not null,
    column_name varchar not null,
    sheet varchar not null,
    letter varchar not null,
    first_row bigint not null,
    last_row bigint not null,
    row_offset bigint not null
);
