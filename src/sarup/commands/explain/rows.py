"""What the queries of `sarup explain` give: of each the columns that an explained item is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sarup.codes import Comparator, NoValue, RoundName, Status, Verdict
from sarup.commands.explain.item import Origin


@dataclass(frozen=True)
class CellRow:
    """A row that comes from a cell of a received file."""

    file_name: str
    sha256: str
    sheet: str | None
    cell: str | None

    @property
    def origin(self) -> Origin:
        """Return the cell."""
        return Origin(self.file_name, self.sha256, self.sheet, self.cell)


@dataclass(frozen=True)
class FoundItem(CellRow):
    """An item of a plan in the round, with the cell of its target."""

    plan_code: str
    guideline: str
    target_text: str | None
    label: str
    state: str
    round: RoundName
    status: Status
    outcome_text: str | None
    narrative: str | None


@dataclass(frozen=True)
class FoundMeasure(CellRow):
    """A measure as it was put together and judged, with the cell of its target."""

    measure_no: int
    comparator: Comparator
    target_value: Decimal | None
    target_on: date | None
    unit: str | None
    across_rounds: str
    across_divisions: str
    interim_rule: str
    is_computed: bool | None
    outcome_value: Decimal | None
    outcome_on: date | None
    achievement_pct: Decimal | None
    no_value_code: NoValue | None
    is_partial: bool
    status: Status


@dataclass(frozen=True)
class FoundText(CellRow):
    """What a division typed into one cell of its report."""

    division_name: str
    role: str
    label: str
    column_name: str
    typed: str
    received_at: datetime
    verdict: Verdict


@dataclass(frozen=True)
class FoundAnswer(FoundText):
    """What a division typed of one measure."""

    measure_no: int


@dataclass(frozen=True)
class FoundMissing:
    """A division that has not reported a measure."""

    measure_no: int
    division_name: str


@dataclass(frozen=True)
class FoundEvent(CellRow):
    """An event of the item as one file reports it."""

    division_name: str
    label: str
    event_name: str | None
    starts_on: date | None
    ends_on: date | None
    attendee_count: int | None
