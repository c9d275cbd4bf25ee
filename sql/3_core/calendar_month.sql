-- One row a month of each fiscal year that has a round, October first.
create or replace view core.calendar_month as
with years as (
    select distinct fiscal_year_be from core.round
),

months as (
    select
        fiscal_year_be,
        n + 1 as month_no,
        cast(make_date(fiscal_year_be - 544, 10, 1) + to_months(cast(n as integer)) as date) as starts_on
    from years
    cross join range(12) as t (n)
)

select
    fiscal_year_be,
    month_no,
    starts_on,
    cast(starts_on + to_months(1) - to_days(1) as date) as ends_on,
    year(starts_on) as year_ce,
    year(starts_on) + 543 as year_be,
    month(starts_on) as calendar_month_no,
    [
        'มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน',
        'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'
    ][month(starts_on)] as month_name,
    [
        'ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'
    ][month(starts_on)] as month_short,
    (month_no + 5) // 6 as half_no,
    (month_no + 2) // 3 as quarter_no
from months;
