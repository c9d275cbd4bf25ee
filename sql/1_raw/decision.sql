-- One row a withdrawal or waiver of the journal, also those taken back (undone_at).
create table raw.decision (
    number bigint not null,
    kind varchar not null,
    submission_id varchar,
    rule varchar,
    round_code varchar,
    division_code varchar,
    agency_code varchar,
    item_code varchar,
    role varchar not null,
    reason varchar not null,
    until_on date,
    recorded_at timestamptz not null,
    undone_at timestamptz
);
