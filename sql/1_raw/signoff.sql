-- One row a row of the sheet of signoff in a results form.
create table raw.signoff (
    submission_id varchar not null,
    sheet varchar not null,
    row_no bigint not null,
    signer varchar,
    signer_text varchar,
    signer_name varchar,
    signer_name_text varchar,
    position varchar,
    position_text varchar,
    phone varchar,
    phone_text varchar,
    signed_on date,
    signed_on_text varchar
);
