-- R48 warning: below the round's criterion or after the day, yet no obstacle is told.
select
    i.submission_id,
    'results' as table_name,
    i.row_no,
    'obstacle' as column_name,
    i.obstacle as found,
    null as expected
from staging.result_item as i
inner join staging.result_measure as v
    on i.submission_id = v.submission_id and i.item_code = v.item_code
inner join staging.measure as m
    on
        i.plan_code = m.plan_code and i.round_code = m.round_code
        and v.item_code = m.item_code and v.measure_no = m.measure_no
inner join staging.role as r
    on
        i.plan_code = r.plan_code and i.round_code = r.round_code
        and i.item_code = r.item_code and i.division_code = r.division_code and r.role = 'lead'
left join raw.kind as k on m.kind = k.kind
where
    i.obstacle is not null and told_obstacle(i.obstacle) is null
    and (
        select count(*) from staging.role as o
        where o.plan_code = i.plan_code and o.round_code = i.round_code and o.item_code = i.item_code
    ) = 1
    and case
        when m.comparator = 'at_most' then v.answer_value > m.target_value or v.answer_on > m.target_on
        when m.round = '12m' then v.answer_value < m.target_value or v.answer_on < m.target_on
        when m.interim_target is not null then v.answer_value < m.interim_target
        when m.interim_on is not null then v.answer_on < m.interim_on
        when k.interim = 'half' then 2 * v.answer_value < m.target_value
        else v.answer_value <= 0
    end
