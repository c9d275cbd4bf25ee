"""Rows of the report.overview* views: what the reports of a ministry and of the nation print or decide by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sarup.codes import Level, RoundName


@dataclass(frozen=True)
class Overview:
    """Title, counts and shares (in percent) of one report; `ministry_code` is None for the nation's."""

    view: ClassVar = "overview"
    level: Level
    ministry_code: str | None
    ministry_name: str | None
    round_code: str
    fiscal_year_be: int
    round: RoundName
    label: str
    covers_from: date
    covers_to: date
    state: str
    as_of_on: date | None
    dated_on: date
    is_sample: bool
    plan_name: str | None
    agency_count: int
    planless_agency_count: int
    division_count: int
    accepted_count: int
    accepted_pct: Decimal | None
    on_time_count: int
    late_count: int
    not_accepted_count: int
    missing_count: int
    item_count: int
    met_count: int
    met_pct: Decimal | None
    not_yet_met_count: int
    no_value_count: int
    on_track_count: int
    behind_count: int
    breached_count: int
    event_count: int
    told_event_count: int
    attendee_count: int | None


@dataclass(frozen=True)
class OverviewAgency:
    """An agency's line; `plan_code` is None for one without a plan in the round, a rank for one without items."""

    view: ClassVar = "overview_agency"
    ministry_code: str | None
    agency_code: str
    agency_name: str
    plan_code: str | None
    item_count: int
    met_count: int
    not_yet_met_count: int
    no_value_count: int
    met_pct: Decimal | None
    division_count: int
    accepted_count: int
    accepted_pct: Decimal | None
    on_time_count: int
    late_count: int
    not_accepted_count: int
    missing_count: int
    ministry_rank: int | None
    nation_rank: int | None


@dataclass(frozen=True)
class OverviewMinistry:
    """A ministry's line in the nation's report; without name and code that of agencies without a ministry."""

    view: ClassVar = "overview_ministry"
    ministry_code: str | None
    ministry_name: str | None
    item_count: int
    met_count: int
    not_yet_met_count: int
    no_value_count: int
    met_pct: Decimal | None
    division_count: int
    accepted_count: int
    accepted_pct: Decimal | None
    on_time_count: int
    late_count: int
    not_accepted_count: int
    missing_count: int


@dataclass(frozen=True)
class OverviewStrategy:
    """A strategy's line in the report of the agency's ministry."""

    view: ClassVar = "overview_strategy"
    agency_code: str
    strategy_no: int
    printed: str | None
    item_count: int
    met_count: int
    not_yet_met_count: int
    no_value_count: int
    met_pct: Decimal | None


@dataclass(frozen=True)
class OverviewTotal:
    """A count, and of which agencies or ministries it is the sum."""

    view: ClassVar = "overview_total"
    column_name: str
    total_count: int
    adds_up: str | None
    sql_model: str
