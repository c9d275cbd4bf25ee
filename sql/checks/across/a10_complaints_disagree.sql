-- A10 warning: one item says that complaints came, another of the same plan and round says that none did.
with told as (
    select
        m.plan_code,
        m.round_code,
        m.item_code,
        m.measure_no,
        case when m.kind = 'duration' then m.outcome_value is not null else m.outcome_value > 0 end as has_complaints
    from rollup.measure_round as m
    inner join core.item as i
        on m.plan_code = i.plan_code and m.round_code = i.round_code and m.item_code = i.item_code
    where
        contains(coalesce(m.measure_text, i.indicator), 'เรื่องร้องเรียน')
        and (m.kind = 'duration' or (m.kind in ('ceiling', 'count') and m.unit = 'เรื่อง'))
        and (m.outcome_value is not null or (m.kind = 'duration' and m.no_value_code = 'no_cases'))
)

select
    r.submission_id,
    'results' as table_name,
    r.row_no,
    'item_code' as column_name,
    null as found,
    null as expected,
    to_thai(a.item_code) as a,
    string_agg(distinct to_thai(b.item_code), ' ' order by to_thai(b.item_code)) as b
from told as a
inner join told as b
    on
        a.plan_code = b.plan_code and a.round_code = b.round_code
        and a.item_code <> b.item_code and a.has_complaints <> b.has_complaints
inner join core.result as r
    on
        a.plan_code = r.plan_code and a.round_code = r.round_code
        and a.item_code = r.item_code and a.measure_no = r.measure_no and r.role = 'lead'
where r.row_no is not null
group by all
