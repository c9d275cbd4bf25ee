-- One row a line of text in a submission whose every letter is underlined: a heading inside a narrative.
create table raw.underlined_line (
    submission_id varchar not null,
    line varchar not null
);
