-- Who vouches for the figures, as a position, and since when? One row a division's file in force that was certified.
select
    s.round_code,
    d.division_name,
    s.position,
    s.signed_on,
    f.received_on
from core.signoff as s
inner join core.submission as f on s.submission_id = f.submission_id
left join core.division_round as d on s.round_code = d.round_code and s.division_code = d.division_code
where s.signed_as = 'certified'
order by s.round_code desc, d.sort_no asc;
