-- One row an agency and validity period, as in reference/agencies.csv.
create table raw.agency (
    agency_code varchar not null,
    ministry_code varchar,
    ministry_name varchar,
    agency_name varchar not null,
    agency_short varchar,
    head_title varchar,
    website varchar,
    valid_from date,
    valid_to date
);
