-- One row a row of the sheet plan of a plan workbook.
create table raw.plan (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    plan_code varchar,
    plan_code_text varchar,
    agency_code varchar,
    agency_code_text varchar,
    fiscal_year_be decimal(38, 6),
    fiscal_year_be_text varchar,
    plan_name varchar,
    plan_name_text varchar,
    revision_no decimal(38, 6),
    revision_no_text varchar,
    holds_from_round varchar,
    holds_from_round_text varchar,
    approved_by varchar,
    approved_by_text varchar,
    approved_on date,
    approved_on_text varchar
);
