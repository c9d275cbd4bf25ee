-- One row a submission that an edition in force has taken in; what a closed round receives besides waits for the next.
create table raw.edition_submission (
    agency_code varchar not null,
    round_code varchar not null,
    submission_id varchar not null
);
