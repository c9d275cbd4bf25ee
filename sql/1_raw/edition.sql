-- One row an agency and round that is closed, or that this run closes: the edition in force. A frozen round is not
-- computed again: the agency's rows come from the edition's own files; is_settled says that nothing of the agency's
-- year is computed in this run.
create table raw.edition (
    agency_code varchar not null,
    round_code varchar not null,
    edition_no bigint not null,
    closed_at timestamptz not null,
    role varchar not null,
    reason varchar not null,
    is_frozen boolean not null,
    is_settled boolean not null
);
