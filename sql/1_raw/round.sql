-- One row a round, as in reference/rounds.csv. announced_due_on is the day that stands there; due_on is that day, or
-- where it is a holiday or of a weekend the next working day: who is late, is late by it.
create table raw.round (
    round_code varchar not null,
    fiscal_year_be bigint not null,
    round varchar not null,
    label varchar,
    covers_from date,
    covers_to date,
    asks_from date,
    asks_to date,
    announced_due_on date,
    due_on date,
    state varchar
);
