-- A06 warning: the narratives tell of a "time" beyond the number of times of all divisions together.
with said as (
    select
        i.submission_id,
        i.row_no,
        m.outcome_value,
        list_max(list_transform(
            regexp_extract_all(i.narrative, 'ครั้งที่ ([0-9๐-๙]+)(?:[^0-9๐-๙/]|$)', 1),
            lambda n: try_cast(translate(n, '๐๑๒๓๔๕๖๗๘๙', '0123456789') as bigint)
        )) as ordinal
    from core.result_item as i
    inner join rollup.measure_round as m
        on
            i.plan_code = m.plan_code and i.round_code = m.round_code and i.item_code = m.item_code
            and m.measure_no = 1 and m.unit = 'ครั้ง'
    where contains(i.narrative, 'ครั้งที่ ') and m.outcome_value is not null
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    to_thai(ordinal) as found,
    to_thai(print_number(outcome_value)) as expected
from said
where ordinal > outcome_value
