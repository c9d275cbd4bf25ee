-- One row a value or text of the edition before the one that this run closes; empty in any other run.
create table raw.edition_value (
    plan_code varchar not null,
    round_code varchar not null,
    item_code varchar,
    measure_no bigint,
    division_code varchar,
    field varchar not null,
    value varchar,
    number decimal(38, 6),
    value_on date,
    unit varchar,
    is_computed boolean,
    goal_value decimal(38, 6),
    comparator varchar
);
