-- When did events take place? One row a quarter of a fiscal year in which one began; one of unknown day is in none.
select
    m.fiscal_year_be,
    m.quarter_no,
    count(*) as event_count,
    sum(e.attendee_count) as attendee_count
from core.event as e
inner join core.calendar_month as m on e.starts_on between m.starts_on and m.ends_on
group by m.fiscal_year_be, m.quarter_no
order by m.fiscal_year_be desc, m.quarter_no asc;
