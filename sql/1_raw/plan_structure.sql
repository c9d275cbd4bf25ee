-- One row a row of the sheet plan_structure of a plan workbook.
create table raw.plan_structure (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    level varchar,
    level_text varchar,
    strategy_no decimal(38, 6),
    strategy_no_text varchar,
    tactic_no decimal(38, 6),
    tactic_no_text varchar,
    printed_label varchar,
    printed_label_text varchar,
    text varchar,
    text_text varchar
);
