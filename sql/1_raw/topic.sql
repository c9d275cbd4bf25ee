-- One row a row of the sheet of topics in a results form.
create table raw.topic (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    item_code varchar,
    item_code_text varchar,
    topic varchar,
    topic_text varchar,
    published_on date,
    published_on_text varchar,
    channel varchar,
    channel_text varchar,
    link varchar,
    link_text varchar
);
