-- Which versions came, and which one counts? One row a file of a division that sent more than one for a round.
select
    s.round_code,
    s.division_code,
    s.version_no,
    s.file_name,
    s.received_on,
    s.verdict,
    s.is_in_force,
    left(s.sha256, 12) as hash
from core.submission as s
where s.kind = 'results'
qualify count(*) over (partition by s.round_code, s.division_code) > 1
order by s.round_code desc, s.division_code asc, s.version_no asc;
