-- What do officials stumble over? One row a rule: how often, on how many files, of how many divisions.
select
    f.rule,
    f.severity,
    r.sentence_th,
    count(*) as finding_count,
    count(distinct f.submission_id) as file_count,
    count(distinct f.division_code) as division_count
from core.finding as f
inner join core.rule as r on f.rule = r.rule
where not f.is_waived
group by f.rule, f.severity, r.sentence_th
order by finding_count desc, f.rule asc;
