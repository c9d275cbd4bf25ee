-- Scalar macros that views of the published file may use: they must parse in DuckDB 1.1 too.
create or replace macro thai_digits(t) as translate(cast(t as varchar), '0123456789', '๐๑๒๓๔๕๖๗๘๙');
-- A number as people write it: no trailing zeros, thousands with commas.
create or replace macro plain_number(n) as
case
    when n is null then null
    when n = trunc(n) then format('{:,}', cast(trunc(n) as bigint))
    else
        format('{:,}', cast(trunc(n) as bigint)) || '.'
        || rtrim(lpad(cast(cast(round(abs(n - trunc(n)) * 100) as integer) as varchar), 2, '0'), '0')
end;
-- Text reduced to what a reader compares: one space for any white space.
create or replace macro folded(t) as trim(regexp_replace(coalesce(t, ''), '\s+', ' ', 'g'));
create or replace macro first_number(t) as
try_cast(replace(regexp_extract(
    translate(coalesce(t, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
    '[0-9][0-9,]*(\.[0-9]+)?'
), ',', '') as decimal(18, 4));
create or replace macro thai_month(n) as
['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'][n];
-- A date as tables print it: ๑๒ เม.ย. ๖๔.
create or replace macro thai_short_date(d) as
thai_digits(day(d) || ' ' || thai_month(month(d)) || ' ' || lpad(cast((year(d) + 543) % 100 as varchar), 2, '0'));
-- How strong a status is, from 1 for the weakest: an item has that of its weakest measure. Null for one in no total.
create or replace macro status_strength(s) as
list_position([
    'not_reported', 'breached', 'not_met', 'not_started', 'behind', 'awaiting_external_result', 'in_progress',
    'not_due', 'on_track', 'met'
], s);
-- A value in percent of its target; where less or no difference is wanted, the target is reached or it is not.
create or replace macro achievement(comparator, value, target, is_met) as cast(round(case
    when value is null then null
    when comparator = 'at_least' then cast(100 * value / nullif(target, 0) as decimal(38, 6))
    when is_met then 100
    else 0
end, 2) as decimal(38, 2));

-- A bar of achievement ends here, in percent of the target; beyond it the number alone tells.
create or replace macro chart_cap() as 150;
-- least() alone passes over a null and would draw a full bar where there is no value.
create or replace macro charted(pct) as case when pct is not null then least(pct, chart_cap()) end;
