-- One row a division and validity period, as in reference/divisions.csv.
create table raw.division (
    division_code varchar not null,
    agency_code varchar not null,
    division_name varchar not null,
    sort_no bigint,
    planning_office boolean,
    valid_from date,
    valid_to date,
    is_sample boolean
);
