-- One row a line of agencies.csv, divisions.csv and rounds.csv: which file said what stands in the titles.
create table raw.reference_line (
    file_name varchar not null,
    sha256 varchar not null,
    line_no bigint not null,
    code varchar not null
);
