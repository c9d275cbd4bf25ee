-- One row a count in the report of a ministry or of the nation: the agencies, of the nation the ministries, that it
-- adds up, each with its part ("-" for those without a ministry), and the model that added them.
create or replace view report.overview_total as
with part as (
    unpivot (
        select
            round_code,
            ministry_code,
            agency_code,
            division_count,
            accepted_count,
            on_time_count,
            late_count,
            not_accepted_count,
            missing_count,
            item_count,
            met_count,
            not_yet_met_count,
            no_value_count
        from report.overview_agency
    ) on columns(* exclude (round_code, ministry_code, agency_code)) into name column_name value part_count
),

by_ministry as (
    select
        round_code,
        ministry_code,
        column_name,
        sum(part_count) as part_count
    from part
    group by round_code, ministry_code, column_name
)

select
    'ministry' as level,
    ministry_code,
    round_code,
    column_name,
    cast(sum(part_count) as bigint) as total_count,
    string_agg(agency_code || ' ' || part_count, ', ' order by agency_code) filter (where part_count > 0) as adds_up,
    'rollup.ministry_round' as sql_model
from part
where ministry_code is not null
group by ministry_code, round_code, column_name
union all by name
select
    'nation' as level,
    round_code,
    column_name,
    cast(sum(part_count) as bigint) as total_count,
    string_agg(
        coalesce(ministry_code, '-') || ' ' || part_count, ', ' order by ministry_code nulls last
    ) filter (where part_count > 0) as adds_up,
    'rollup.nation_round' as sql_model
from by_ministry
group by round_code, column_name;
