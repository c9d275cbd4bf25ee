-- Scalar macros that every layer may use, and views of the published file: they must parse in DuckDB 1.1 too. Numbers
-- and dates are printed by Python: see sarup.load.connection.
-- Text reduced to what a reader compares: one space for any white space.
create or replace macro folded(t) as trim(regexp_replace(coalesce(t, ''), '\s+', ' ', 'g'));
-- Text reduced to its letters: whoever compares takes no note of spaces, Thai or Arabic digits, quotes, dashes and what
-- nobody sees. sarup.thai.text.fold without its spaces, for texts whose marks were put in order when they were read.
create or replace macro compared(t) as translate(
    nfc_normalize(regexp_replace(
        coalesce(t, ''),
        '[\s\p{Z}\x0b\x1c-\x1f\x{85}\x{ad}\x{61c}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]+',
        '', 'g'
    )),
    '๐๑๒๓๔๕๖๗๘๙“”„‟«»‘’‚‛‐‑‒–—―−', '0123456789""""""''''''''-------'
);
-- A guideline or indicator as compared, without the numeral before it, or the head before an indicator.
create or replace macro compared_words(t) as regexp_replace(compared(t), '^(?:\(?[0-9]{1,3}[.)]|ตัวชี้วัด:?)', '');
-- How a sentence names a measure: its item's code, its indicator and its unit.
create or replace macro measure_name(code, indicator, unit) as
concat(code, ' “' || indicator || '”', ' (' || unit || ')');
create or replace macro first_number(t) as
try_cast(replace(regexp_extract(
    translate(coalesce(t, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
    '[0-9][0-9,]*(\.[0-9]+)?'
), ',', '') as decimal(18, 4));
-- Tell whether a number can number the rows of a plan.
create or replace macro is_number_of_row(n) as n = trunc(n) and n between 0 and 9999;
-- A percentage and a computed value are printed with two decimals where they are not whole.
create or replace macro is_percentage(unit) as starts_with(coalesce(unit, ''), 'ร้อยละ');
create or replace macro is_computed(kind, across_rounds, across_divisions) as
kind = 'ratio' or across_rounds in ('mean', 'ratio') or across_divisions in ('mean', 'ratio');
-- How strong a status is, from 1 for the weakest: an item has that of its weakest measure. Null for one in no total.
create or replace macro status_strength(s) as
list_position([
    'not_reported', 'breached', 'not_met', 'not_started', 'behind', 'awaiting_external_result', 'in_progress',
    'not_due', 'on_track', 'met'
], s);
-- Exact arithmetic. `/` on decimals gives a double, so what is compared or rounded is a fraction of whole numbers: n of
-- d, with d above zero. No product passes 38 digits: the largest is a sum of shares, 5 * 10^31 in its units, by 10^6.
create or replace macro millionths(x) as cast(cast(x as decimal(38, 6)) * 1000000 as hugeint);
-- A number in units of its twelfth decimal, half up: what shares lack by being cut does not keep their mean from 50,
-- and a sum of fifty shares of the largest parts fits.
create or replace macro exact_units() as cast(1000000000000 as hugeint);
create or replace macro in_exact_units(x) as
cast(trunc(x) as hugeint) * exact_units()
+ cast(cast(x - trunc(x) as decimal(13, 12)) * 1000000000000 as hugeint);
-- k * n / d cut to a whole number; n is not negative.
create or replace macro cut(n, d, k) as (n // d) * k + ((n % d) * k) // d;
-- n / d cut to sixteen decimals.
create or replace macro exact_quotient(n, d) as
cast(
    cast(cut(n, d, 10000000000000000) as decimal(38, 0)) * cast(0.0000000000000001 as decimal(17, 16))
    as decimal(38, 16)
);
-- k * n / (d * per) as a whole number, half up and away from zero.
create or replace macro half_up(n, d, k, per) as
case when n < 0 then -1 else 1 end * ((cut(abs(n), d, 2 * k) + per) // (2 * per));
-- The numerator as it is in percent of the denominator, cut to 16 decimals; null without both, or of nothing.
create or replace macro exact_share(numerator, denominator) as
case
    when denominator > 0
        then exact_quotient(millionths(100 * numerator), millionths(denominator))
end;
-- The value n / d to six decimals, half up; where that would be the target though the value is not, the neighbour on
-- the value's side: 99.99999996 does not reach 100, and 10.00000004 does not keep to 10.
create or replace macro kept_value(n, d, comparator, target) as
cast(cast(case
    when half_up(n, d, 1000000, 1) <> millionths(target) then half_up(n, d, 1000000, 1)
    when comparator <> 'at_most' and n * 1000000 < millionths(target) * d then millionths(target) - 1
    when comparator <> 'at_least' and n * 1000000 > millionths(target) * d then millionths(target) + 1
    else half_up(n, d, 1000000, 1)
end as decimal(38, 0)) * 0.000001 as decimal(38, 6));
-- The part in percent of the whole, two decimals, half up; null of nothing. A part that is less is never 100.00.
create or replace macro percent_of(part, whole) as
cast(cast(case
    when part is null or coalesce(whole, 0) <= 0 then null
    when part < whole then least(half_up(millionths(part), millionths(whole), 10000, 1), 9999)
    else half_up(millionths(part), millionths(whole), 10000, 1)
end as decimal(38, 0)) * 0.01 as decimal(38, 2));
-- The value n / d in percent of its target; where less or no difference is wanted, the target is reached or it is not.
create or replace macro achievement_of(comparator, n, d, target, is_met) as
cast(cast(case
    when n is null or d is null then null
    when comparator = 'at_least' and target > 0 and n * 1000000 < millionths(target) * d
        then least(half_up(n, d, 10000000000, millionths(target)), 9999)
    when comparator = 'at_least' and target > 0 then half_up(n, d, 10000000000, millionths(target))
    when comparator = 'at_least' then null
    when is_met then 10000
    else 0
end as decimal(38, 0)) * 0.01 as decimal(38, 2));
create or replace macro achievement(comparator, value, target, is_met) as
achievement_of(comparator, in_exact_units(value), exact_units(), target, is_met);

-- A day as a whole number and back: a deadline is judged by the arithmetic of all measures.
create or replace macro days_of(the_day) as cast(date_diff('day', date '0001-01-01', the_day) as decimal(7, 0));
create or replace macro day_of(n) as date '0001-01-01' + cast(n as integer);
create or replace macro is_eight_digits(t) as regexp_full_match(trim(t), '[0-9๐-๙]{8}');
-- A day as people type it, of the Buddhist era: 30/6/2565.
create or replace macro slashed(the_day) as
day(the_day) || '/' || month(the_day) || '/' || (year(the_day) + 543);

-- A bar of achievement ends here, in percent of the target; beyond it the number alone tells.
create or replace macro chart_cap() as 150;
-- least() alone passes over a null and would draw a full bar where there is no value.
create or replace macro charted(pct) as case when pct is not null then least(pct, chart_cap()) end;

-- What makes rows of sheets of events one event: the code, else the name and the first day, whoever reports it. A row
-- that lacks both code and one of these is an event of its own.
create or replace macro event_key(code, called, first_day, file, line) as coalesce(
    code, lower(nullif(folded(called), '')) || ' ' || cast(first_day as varchar), file || '-' || line
);
-- An obstacle as told; null for what says that there is none, or says nothing.
create or replace macro told_obstacle(t) as case
    when regexp_replace(t, '[\s._,*/–—‐‑−-]', '', 'g') not in (
        '', 'ไม่มี', 'ไม่ระบุ', 'ไม่มีปัญหา', 'ไม่มีอุปสรรค', 'ไม่มีปัญหาอุปสรรค', 'ไม่มีปัญหาและอุปสรรค'
    ) then t
end;
