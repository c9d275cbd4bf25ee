"""Rows of the report.* views: of each view the columns that documents print or decide by.

A column may be None where its view can hold null: reading a row tells where that does not hold.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Protocol

from sarup.codes import Comparator, RoundName, Status


class Judged(Protocol):
    """What the printing of a measure's value depends on."""

    @property
    def unit(self) -> str | None:
        """Return what is counted."""

    @property
    def is_computed(self) -> bool | None:
        """Tell whether the value is a mean or a ratio."""

    @property
    def target_value(self) -> Decimal | None:
        """Return the target; None for a deadline."""

    @property
    def comparator(self) -> Comparator | None:
        """Return how the value is held against the target."""


@dataclass(frozen=True)
class ReportTitle:
    """The plan and the round of a document."""

    view: ClassVar = "title"
    round: RoundName
    plan_name: str
    fiscal_year_be: int
    agency_code: str
    agency_name: str
    agency_short: str
    head_title: str | None
    covers_from: date
    covers_to: date
    label: str
    state: str
    edition_no: int | None
    as_of_on: date | None
    dated_on: date
    is_sample: bool


@dataclass(frozen=True)
class ReportSummary:
    """The counts and sums of the summary page; amounts in baht, shares in percent."""

    view: ClassVar = "summary"
    strategy_count: int
    item_count: int
    met_count: int
    met_pct: Decimal | None
    not_yet_met_count: int
    no_value_count: int
    reported_item_count: int
    on_track_count: int
    compared_count: int | None
    gained_count: int | None
    division_count: int
    accepted_count: int
    accepted_pct: Decimal | None
    on_time_count: int
    late_count: int
    missing_count: int
    event_count: int
    told_event_count: int
    attendee_count: int | None
    money_item_count: int
    budget_baht: Decimal | None
    spent_baht: Decimal | None
    spent_pct: Decimal | None
    money_earlier_on: date | None
    obstacle_item_count: int
    warning_count: int


@dataclass(frozen=True)
class ReportStrategy:
    """How many items of a strategy are in each bucket."""

    view: ClassVar = "status_by_strategy"
    strategy_no: int
    item_count: int
    met_count: int
    not_yet_met_count: int
    no_value_count: int


@dataclass(frozen=True)
class ReportHeading:
    """A strategy, objective or tactic of the plan, as printed."""

    view: ClassVar = "structure"
    level: str
    strategy_no: int
    tactic_no: int | None
    printed: str


@dataclass(frozen=True)
class ReportItem:
    """An item with what the divisions answered."""

    view: ClassVar = "item"
    item_code: str
    strategy_no: int
    tactic_no: int
    guideline_no: int
    guideline: str | None
    activity: str | None
    indicator: str | None
    target_text: str | None
    outcome_text: str | None
    is_composed: bool | None
    narrative: str | None
    status: Status
    is_applicable: bool
    cause: str | None
    deciding_measure_no: int | None


@dataclass(frozen=True)
class ReportItemChange:
    """An item's bucket at six months and at the year's end."""

    view: ClassVar = "item_change"
    item_code: str
    strategy_no: int
    tactic_no: int
    guideline_no: int
    half_bucket: str | None
    year_bucket: str | None
    is_comparable: bool | None


@dataclass(frozen=True)
class ReportItemDivision:
    """A division that answers for an item."""

    view: ClassVar = "item_division"
    item_code: str
    division_name: str


@dataclass(frozen=True)
class ReportUnreported:
    """A division that has not reported an item."""

    view: ClassVar = "unreported"
    item_code: str
    division_name: str


@dataclass(frozen=True)
class ReportTarget:
    """A measure with its target, value and status; percentages are of the annual target."""

    view: ClassVar = "target"
    item_code: str
    measure_no: int
    indicator: str | None
    target_text: str | None
    comparator: Comparator | None
    target_value: Decimal | None
    target_on: date | None
    unit: str | None
    unit_printed: str | None
    across_rounds: str | None
    across_divisions: str | None
    same_base: bool | None
    is_computed: bool | None
    outcome_value: Decimal | None
    outcome_on: date | None
    stopped_code: str | None
    achievement_pct: Decimal | None
    charted_pct: Decimal | None
    interim_pct: Decimal | None
    status: Status
    interim_rule: str | None
    is_partial: bool | None
    expected_month: str | None
    assessor: str | None
    division_count: int | None


@dataclass(frozen=True)
class ReportChange:
    """A measure at six months and at the year's end."""

    view: ClassVar = "change"
    item_code: str
    indicator: str | None
    target_text: str | None
    comparator: Comparator | None
    target_value: Decimal | None
    unit: str | None
    is_computed: bool | None
    first_half_value: Decimal | None
    first_half_on: date | None
    year_value: Decimal | None
    year_on: date | None
    change_value: Decimal | None
    change_days: int | None
    year_status: Status
    is_target_changed: bool | None
    previous_comparator: Comparator | None
    previous_target_value: Decimal | None
    previous_target_on: date | None
    previous_unit: str | None
    first_half_achievement_pct: Decimal | None
    year_achievement_pct: Decimal | None
    achievement_change_pct: Decimal | None
    charted_first_half_pct: Decimal | None
    charted_year_pct: Decimal | None


@dataclass(frozen=True)
class ReportCompleteness:
    """What a division sent, when, and what became of it: its `verdict` may be "withdrawn", which no file's is."""

    view: ClassVar = "completeness"
    division_code: str
    division_name: str
    item_count: int
    is_received: bool
    is_accepted: bool
    is_on_time: bool | None
    first_accepted_on: date | None
    received_on: date | None
    days_late: int | None
    verdict: str | None


@dataclass(frozen=True)
class ReportObstacle:
    """What a division says stands in an item's way."""

    view: ClassVar = "obstacle"
    item_code: str
    division_name: str
    obstacle: str | None
    cause: str | None
    suggestion: str | None
    resolve_by: str | None


@dataclass(frozen=True)
class ReportBudget:
    """The money of an item in baht, of all its divisions; `earlier_on` where it is that of an earlier round."""

    view: ClassVar = "budget"
    item_code: str
    strategy_no: int
    budget_baht: Decimal | None
    spent_baht: Decimal | None
    spent_pct: Decimal | None
    earlier_on: date | None


@dataclass(frozen=True)
class ReportRestatement:
    """A six-month value that a division corrected at the year's end."""

    view: ClassVar = "restatement"
    item_code: str
    unit: str | None
    is_computed: bool | None
    target_value: Decimal | None
    comparator: Comparator | None
    reported_value: Decimal | None
    reported_on: date | None
    restated: Decimal | None
    restated_on: date | None
    restated_reason: str | None


@dataclass(frozen=True)
class ReportWaiver:
    """A rule that does not hold for somebody until a day."""

    view: ClassVar = "waiver"
    rule: str
    division_name: str | None
    reason: str
    until_on: date


@dataclass(frozen=True)
class ReportCorrection:
    """A cell that the office changed in a received file."""

    view: ClassVar = "correction"
    division_name: str | None
    field: str
    from_text: str | None
    to_text: str | None
    reason: str


@dataclass(frozen=True)
class ReportCheck:
    """A warning that stands in an accepted file."""

    view: ClassVar = "check_finding"
    division_name: str | None
    file_name: str | None
    sheet: str | None
    cell: str | None
    rule: str
    message_th: str


@dataclass(frozen=True)
class ReportEditionChange:
    """A value that differs from the edition before."""

    view: ClassVar = "edition_change"
    item_code: str | None
    measure_no: int | None
    division_name: str | None
    field: str
    before_value: str | None
    after_value: str | None
    reason: str | None


@dataclass(frozen=True)
class ReportOrigin:
    """A printed value and the cell, or the model, that it comes from."""

    view: ClassVar = "crosswalk"
    strategy_no: int | None
    item_code: str | None
    division_code: str | None
    column_name: str
    printed: str
    sha256: str | None
    file_name: str | None
    sheet: str | None
    cell: str | None
    sql_model: str | None


@dataclass(frozen=True)
class ReportUnderlined:
    """A line of a division's text that its file sets underlined."""

    view: ClassVar = "underlined_line"
    line: str
