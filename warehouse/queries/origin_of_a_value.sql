-- Where does this printed figure come from? One row a cell behind the results of item 1.1.1 in the rounds of 2564;
-- other codes and years likewise.
select
    round_code,
    column_name,
    printed,
    file_name,
    sheet,
    cell,
    sha256
from report.crosswalk
where
    item_code = '1.1.1'
    and starts_with(round_code, '2564-')
    and column_name in ('value', 'value_half', 'value_year', 'restated')
order by round_code desc, file_name asc, cell asc;
