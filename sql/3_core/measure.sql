-- One row a measure of an item of a plan in a round.
create or replace table core.measure as
select * from staging.measure;
