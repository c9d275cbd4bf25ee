-- Scalar macros that every layer may use. Numbers and dates are printed by Python: see sarup.load.connection.
-- Text reduced to what a reader compares: one space for any white space.
create or replace macro folded(t) as trim(regexp_replace(coalesce(t, ''), '\s+', ' ', 'g'));
create or replace macro first_number(t) as
try_cast(replace(regexp_extract(
    translate(coalesce(t, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
    '[0-9][0-9,]*(\.[0-9]+)?'
), ',', '') as decimal(18, 4));
-- A percentage and a computed value are printed with two decimals where they are not whole.
create or replace macro is_percentage(unit) as starts_with(coalesce(unit, ''), 'ร้อยละ');
create or replace macro is_computed(across_rounds, across_divisions) as
across_rounds in ('mean', 'ratio') or across_divisions in ('mean', 'ratio');
-- How strong a status is, from 1 for the weakest: an item has that of its weakest measure. Null for one in no total.
create or replace macro status_strength(s) as
list_position([
    'not_reported', 'breached', 'not_met', 'not_started', 'behind', 'awaiting_external_result', 'in_progress',
    'not_due', 'on_track', 'met'
], s);
-- A value in percent of its target; where less or no difference is wanted, the target is reached or it is not.
create or replace macro achievement(comparator, value, target, is_met) as cast(round(case
    when value is null then null
    when comparator = 'at_least' then cast(100 * value / nullif(target, 0) as decimal(18, 6))
    when is_met then 100
    else 0
end, 2) as decimal(18, 2));

-- A bar of achievement ends here, in percent of the target; beyond it the number alone tells.
create or replace macro chart_cap() as 150;
-- least() alone passes over a null and would draw a full bar where there is no value.
create or replace macro charted(pct) as case when pct is not null then least(pct, chart_cap()) end;
