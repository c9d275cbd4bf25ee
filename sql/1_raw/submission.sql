-- One row a received submission (bytes in a division's folder), read or not.
create table raw.submission (
    submission_id varchar not null,
    sha256 varchar not null,
    division_code varchar not null,
    file_name varchar not null,
    received_at timestamptz not null,
    channel varchar,
    kind varchar not null,
    form_version varchar,
    plan_code varchar,
    round_code varchar,
    form_division_code varchar,
    annual_entry varchar,
    folder varchar,
    container varchar
);
