-- A06 warning: the narratives tell of a "time" beyond the number of times of all divisions together.
with said as (
    select
        i.submission_id,
        i.row_no,
        i.plan_code,
        i.round_code,
        i.item_code,
        list_max(list_transform(
            regexp_extract_all(
                translate(i.narrative, '๐๑๒๓๔๕๖๗๘๙', '0123456789'), 'ครั้งที่ ([0-9]+)(?:[^0-9/]|$)', 1
            ),
            lambda n: cast(n as integer)
        )) as ordinal
    from core.result_item as i
    where contains(i.narrative, 'ครั้งที่')
)

select
    s.submission_id,
    'results' as table_name,
    s.row_no,
    'narrative' as column_name,
    thai_digits(s.ordinal) as found,
    thai_digits(plain_number(m.outcome_value)) as expected
from said as s
inner join rollup.measure_round as m
    on
        s.plan_code = m.plan_code and s.round_code = m.round_code and s.item_code = m.item_code
        and m.measure_no = 1 and m.unit = 'ครั้ง'
where s.ordinal > m.outcome_value
