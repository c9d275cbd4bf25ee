-- A12 warning: the lead's narrative gives a total that is not the sum of the divisions.
with said as (
    select
        i.submission_id,
        i.row_no,
        m.outcome_value,
        m.unit,
        list_transform(
            regexp_extract_all(
                i.narrative,
                '(?:รวมทั้งสิ้น|รวมทั้งหมด|รวมเป็น|รวมทุกหน่วยงาน)\s*(?:จำนวน\s*)?([0-9๐-๙][0-9๐-๙,]*)\s*'
                || regexp_escape(m.unit),
                1
            ),
            lambda n: try_cast(replace(translate(n, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), ',', '') as decimal(18, 4))
        ) as totals
    from rollup.measure_round as m
    inner join core.result_item as i
        on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code and i.role = 'lead'
    where
        m.measure_no = 1 and m.across_divisions = 'sum' and m.division_count > 1 and not m.is_partial
        and m.outcome_value is not null and contains(i.narrative, 'รวม')
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    to_thai(print_number(totals[1], unit)) as found,
    to_thai(print_number(outcome_value, unit)) as expected
from said
where len(totals) > 0 and not list_contains(totals, outcome_value)
