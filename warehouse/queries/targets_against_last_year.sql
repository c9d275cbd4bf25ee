-- Which targets are other ones than last year, and did the result keep up? One row a measure of two years.
select
    agency_code,
    fiscal_year_be,
    round,
    item_code,
    link,
    previous_target_value,
    target_value,
    previous_outcome_value,
    outcome_value,
    change_value,
    is_wording_changed
from rollup.year_change
where is_target_changed or link <> 'both'
order by fiscal_year_be desc, agency_code asc, round asc, item_code asc;
