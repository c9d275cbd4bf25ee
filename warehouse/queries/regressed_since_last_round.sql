-- What went backwards since the last round? One row a measure whose value went the wrong way, or that is met no longer.
select
    c.round_code,
    c.item_code,
    i.guideline,
    c.first_half_value,
    c.year_value,
    c.change_value,
    c.first_half_status,
    c.year_status
from rollup.round_change as c
inner join core.item as i
    on c.plan_code = i.plan_code and c.round_code = i.round_code and c.item_code = i.item_code
where c.is_regressed
order by c.round_code desc, i.strategy_no asc, i.tactic_no asc, i.guideline_no asc, c.measure_no asc;
