-- One row a row of the sheet plan_roles of a plan workbook.
create table raw.plan_role (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    item_code varchar,
    item_code_text varchar,
    division_code varchar,
    division_code_text varchar,
    role varchar,
    role_text varchar
);
