-- One row a division of an agency, in register order. A view: kept, it would be a copy of the register.
create or replace view core.division as
select * from raw.division
qualify row_number() over (partition by division_code order by valid_from desc nulls last) = 1;
