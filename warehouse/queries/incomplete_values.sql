-- Which figures rest on less than they should? One row a measure in which a division or a half year is missing.
select
    m.round_code,
    m.item_code,
    m.measure_no,
    m.outcome_value,
    m.unit,
    m.division_count,
    count(*) filter (where d.is_reported) as reporting_division_count,
    m.is_partial
from rollup.measure_round as m
inner join rollup.division_measure as d
    on
        m.plan_code = d.plan_code and m.round_code = d.round_code
        and m.item_code = d.item_code and m.measure_no = d.measure_no
group by all
having m.is_partial or count(*) filter (where not d.is_reported) > 0
order by m.round_code desc, m.item_code asc, m.measure_no asc;
