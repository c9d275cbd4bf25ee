-- One row an agency's closed round: the edition in force, who closed it as a position, why and when.
create or replace view core.edition as
select
    agency_code,
    round_code,
    edition_no,
    closed_at,
    role,
    reason
from raw.edition;
