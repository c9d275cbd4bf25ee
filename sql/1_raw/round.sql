-- One row a round, as in reference/rounds.csv.
create table raw.round (
    round_code varchar not null,
    fiscal_year_be bigint not null,
    round varchar not null,
    label varchar,
    covers_from date,
    covers_to date,
    asks_from date,
    asks_to date,
    due_on date,
    state varchar
);
