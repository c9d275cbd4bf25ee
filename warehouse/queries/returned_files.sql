-- Which files went back, why, and how long until a sound one came? One row a returned file.
select
    r.round_code,
    r.division_code,
    r.file_name,
    r.received_on,
    count(f.rule) as error_count,
    string_agg(distinct f.rule, ', ' order by f.rule) as rules,
    min(a.received_on) as accepted_on,
    date_diff('day', r.received_on, min(a.received_on)) as days_to_mend
from core.submission as r
left join core.finding as f
    on r.submission_id = f.submission_id and f.severity = 'error' and not f.is_waived
left join core.submission as a
    on
        r.division_code = a.division_code and r.round_code = a.round_code and a.is_in_force
        and r.received_at <= a.received_at
where r.verdict = 'returned'
group by r.submission_id, r.round_code, r.division_code, r.file_name, r.received_on
order by r.round_code desc, r.division_code asc, r.received_on asc;
