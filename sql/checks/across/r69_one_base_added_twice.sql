-- R69 warning: both halves of a ratio have one base, and the plan does not say whether it is the base of the year. What
-- is more than that base together is of two bases.
select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'denominator' as column_name,
    print_number(r.denominator) as found,
    null as expected
from core.result as r
inner join core.measure as m
    on
        r.plan_code = m.plan_code and r.round_code = m.round_code
        and r.item_code = m.item_code and r.measure_no = m.measure_no
inner join rollup.division_measure as d
    on
        r.plan_code = d.plan_code and r.round_code = d.round_code and r.item_code = d.item_code
        and r.measure_no = d.measure_no and r.division_code = d.division_code
where
    r.round = '12m' and is_share(m.kind) and m.across_rounds = 'ratio' and m.same_base is null
    and r.denominator = d.first_denominator and r.numerator + d.first_numerator <= r.denominator
