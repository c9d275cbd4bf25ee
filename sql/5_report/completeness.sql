-- One row a division of a round: the annex of submissions.
create or replace view report.completeness as
select * from rollup.completeness;
