-- One row a strategy of a round: its items by bucket and status. Items that do not apply are in no total.
create or replace table rollup.strategy_round as
select
    r.plan_code,
    r.agency_code,
    r.fiscal_year_be,
    r.round_code,
    r.round,
    i.strategy_no,
    count(*) as item_count,
    count(*) filter (where r.bucket = 'met') as met_count,
    count(*) filter (where r.bucket = 'not_yet_met') as not_yet_met_count,
    count(*) filter (where r.bucket = 'no_value') as no_value_count,
    count(*) filter (where r.status = 'on_track') as on_track_count,
    count(*) filter (where r.status = 'behind') as behind_count,
    count(*) filter (where r.status = 'not_met') as not_met_count,
    count(*) filter (where r.status = 'breached') as breached_count,
    count(*) filter (where r.status = 'in_progress') as in_progress_count,
    count(*) filter (where r.status = 'awaiting_external_result') as awaiting_external_result_count,
    count(*) filter (where r.status = 'not_due') as not_due_count,
    count(*) filter (where r.status = 'not_started') as not_started_count,
    count(*) filter (where r.status = 'not_reported') as not_reported_count
from rollup.item_round as r
inner join core.item as i
    on r.plan_code = i.plan_code and r.round_code = i.round_code and r.item_code = i.item_code
where r.is_applicable
group by all;
