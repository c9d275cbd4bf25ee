-- One row a row of the sheet of events in a results form.
create table raw.event (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    event_code varchar,
    event_code_text varchar,
    event_name varchar,
    event_name_text varchar,
    starts_on date,
    starts_on_text varchar,
    ends_on date,
    ends_on_text varchar,
    place varchar,
    place_text varchar,
    target_group varchar,
    target_group_text varchar,
    planned_count decimal(38, 6),
    planned_count_text varchar,
    attendee_count decimal(38, 6),
    attendee_count_text varchar,
    item_codes varchar,
    item_codes_text varchar
);
