-- One row a kind of measure, as in templates/submission/kinds.yaml.
create table raw.kind (
    kind varchar not null,
    asks varchar not null,
    asks_half boolean not null,
    is_whole boolean not null,
    at_most_100 boolean not null,
    falls varchar not null,
    across_rounds varchar not null,
    across_divisions varchar not null,
    interim varchar not null
);
