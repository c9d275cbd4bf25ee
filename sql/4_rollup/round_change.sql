-- One row a measure of an annual round: what moved since the six-month round; a restated value counts as restated.
create or replace table rollup.round_change as
select
    y.plan_code,
    y.round_code,
    y.item_code,
    y.measure_no,
    coalesce(y.first_half_value, h.outcome_value) as first_half_value,
    y.outcome_value as year_value,
    y.outcome_value - coalesce(y.first_half_value, h.outcome_value) as change_value,
    h.status as first_half_status,
    y.status as year_status
from rollup.measure_round as y
inner join rollup.measure_round as h
    on
        y.plan_code = h.plan_code and y.fiscal_year_be = h.fiscal_year_be
        and y.item_code = h.item_code and y.measure_no = h.measure_no
where y.round = '12m' and h.round = '6m';
