"""What an invented office is: its plans with their revisions, and the files that its divisions sent.

Numbers are decimals as somebody would type them; nothing is computed here. A file holds an answer for every measure
that the revision of its round asks its division for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

HALF, YEAR = "6m", "12m"
DUE = {HALF: (4, 15), YEAR: (10, 15)}  # month and day on which a round's reports are due


@dataclass(frozen=True)
class Measure:
    """A measure as the plan's workbook has it; ways that are None are the kind's own."""

    no: int
    kind: str
    comparator: str
    target: Decimal | date
    unit: str
    interim: Decimal | None = None
    across_rounds: str | None = None
    across_divisions: str | None = None
    may_exceed: bool = False
    same_base: bool = False


@dataclass(frozen=True)
class Item:
    """An item of a plan. `divisions` are in the order of the register, the lead is named apart."""

    code: str
    guideline: str
    measures: tuple[Measure, ...]
    lead: str
    divisions: tuple[str, ...]
    state: str = "active"

    @property
    def strategy_no(self) -> int:
        """Return the number of the item's strategy."""
        return int(self.code.split(".")[0])

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the plan cancelled the item."""
        return self.state == "cancelled"

    @property
    def lead_first(self) -> tuple[str, ...]:
        """Return the divisions as narratives follow each other."""
        return (self.lead, *(d for d in self.divisions if d != self.lead))


@dataclass(frozen=True)
class Revision:
    """One workbook of a plan; of one revision there may be several, of which some were returned."""

    no: int
    holds_from: str
    received_at: datetime
    items: tuple[Item, ...]
    is_returned: bool = False


@dataclass(frozen=True)
class Answer:
    """What a division typed for a measure; cells that it left empty are None."""

    value: Decimal | date | None = None
    half: Decimal | None = None
    year: Decimal | date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    restated: Decimal | date | None = None
    restated_numerator: Decimal | None = None
    restated_denominator: Decimal | None = None
    code: str | None = None
    month: str | None = None
    assessor: str | None = None


@dataclass(frozen=True)
class ItemAnswer:
    """What a division typed for an item, and its answers by measure."""

    answers: Mapping[int, Answer]
    outcome_text: str | None
    narrative: str
    budget_use: str
    budget: Decimal | None = None
    revised: Decimal | None = None
    spent: Decimal | None = None
    spent_on: date | None = None
    obstacle: str | None = None
    cause: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True)
class Event:
    """A row of the sheet of events."""

    code: str | None
    name: str
    starts_on: date
    attendees: Decimal | None
    items: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """One version of a division's file; `verdict` is what the check of a file came to."""

    division: str
    round: str
    received_at: datetime
    verdict: str
    items: Mapping[str, ItemAnswer]
    events: tuple[Event, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Tell whether the version counts."""
        return self.verdict != "returned"


@dataclass(frozen=True)
class Plan:
    """A plan of one fiscal year with its workbooks and the files of its rounds, both in order of arrival."""

    code: str
    year: int
    revisions: tuple[Revision, ...]
    files: tuple[File, ...] = ()

    def round_code(self, name: str) -> str:
        """Return the code of a round of the plan's year."""
        return f"{self.year}-{name}"


@dataclass(frozen=True)
class Office:
    """An agency with its divisions in the order of the register, and its plans by year."""

    seed: int
    code: str
    ministry: str
    divisions: tuple[str, ...]
    plans: tuple[Plan, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def with_files(plan: Plan, files: Sequence[File]) -> Plan:
    """Return the plan with its files in order of arrival."""
    return replace(plan, files=tuple(sorted(files, key=lambda file: file.received_at)))


def due_on(year: int, round_name: str) -> date:
    """Return the day on which the reports of a round are due."""
    month, day = DUE[round_name]
    return date(year - 543, month, day)


def covers_to(year: int, round_name: str) -> date:
    """Return the last day that a round speaks of."""
    return date(year - 543, 3, 31) if round_name == HALF else date(year - 543, 9, 30)
