-- Whose result is awaited, and until when? One row an awaiting measure, by body and month.
select
    assessor,
    expected_month,
    round_code,
    item_code,
    measure_no
from rollup.measure_round
where status = 'awaiting_external_result'
order by expected_month asc, assessor asc, round_code asc, item_code asc;
