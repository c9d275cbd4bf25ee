-- One row a plan and round with events: events and attendances from 1 October to the round's end.
create or replace view report.event_total as
select * from rollup.event_round;
