-- One row an agency.
create or replace table core.agency as
select * from raw.agency
qualify row_number() over (partition by agency_code order by valid_from desc nulls last) = 1;
