-- One row a ministry in a round: its line in the nation's report. Agencies without a ministry stand in one line (null).
create or replace view report.overview_ministry as
select
    round_code,
    ministry_code,
    ministry_name,
    agency_count,
    item_count,
    met_count,
    not_yet_met_count,
    no_value_count,
    percent_of(met_count, item_count) as met_pct,
    division_count,
    accepted_count,
    percent_of(accepted_count, division_count) as accepted_pct,
    on_time_count,
    accepted_count - on_time_count as late_count,
    received_count - accepted_count as not_accepted_count,
    division_count - received_count as missing_count
from rollup.ministry_round;
