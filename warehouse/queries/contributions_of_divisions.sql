-- Who contributed what to a sum? One row a division and measure that several divisions answer for, in the newest year.
select
    d.round_code,
    d.item_code,
    d.measure_no,
    d.division_code,
    d.role,
    d.outcome_value as division_value,
    m.outcome_value as total_value,
    m.unit,
    m.across_divisions
from rollup.division_measure as d
inner join rollup.measure_round as m
    on
        d.plan_code = m.plan_code and d.round_code = m.round_code
        and d.item_code = m.item_code and d.measure_no = m.measure_no
where m.division_count > 1 and d.fiscal_year_be = (select max(r.fiscal_year_be) from core.round as r)
order by d.round_code desc, d.item_code asc, d.measure_no asc, d.role asc, d.division_code asc;
