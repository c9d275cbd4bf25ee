-- Whom to call? One row a division and round without an accepted file, with a late one, or with more than one version.
select
    round_code,
    division_code,
    division_name,
    item_count,
    verdict,
    version_count,
    first_accepted_on,
    received_on,
    days_late
from rollup.completeness
where not is_accepted or days_late > 0 or version_count > 1
order by round_code desc, is_accepted asc, days_late desc, sort_no asc;
