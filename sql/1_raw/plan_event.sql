-- One row a row of the sheet plan_events of a plan workbook.
create table raw.plan_event (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    event_code varchar,
    event_code_text varchar,
    event_name varchar,
    event_name_text varchar,
    item_codes varchar,
    item_codes_text varchar
);
