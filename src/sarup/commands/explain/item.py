"""An explained item: what was planned, typed, computed and found, each with its cell."""

from dataclasses import dataclass

from sarup.codes import Comparator, NoValue, RoundName, Severity, Status, Verdict

# Columns in which divisions type numbers; a measure's unit is not that of the parts of a ratio.
PARTS = ("numerator", "denominator", "restated_numerator", "restated_denominator")
NUMBERS = ("value", "value_half", "value_year", *PARTS, "restated")
DAYS = ("value_on", "value_half_on", "value_year_on", "restated_on")


@dataclass(frozen=True)
class Origin:
    """A cell of a received file."""

    file_name: str
    sha256: str
    sheet: str | None
    cell: str | None


@dataclass(frozen=True)
class TypedValue:
    """One value as a division typed it, with the round's name and the file's verdict."""

    division: str
    role: str
    round_label: str
    column: str
    typed: str
    received_at: str
    verdict: Verdict
    origin: Origin


@dataclass(frozen=True)
class ExplainedMeasure:
    """One measure: its target in the plan, what was typed, how it was put together and judged."""

    measure_no: int
    comparator: Comparator
    target_value: str
    unit: str | None
    target: Origin
    across_rounds: str
    across_divisions: str
    interim_rule: str
    outcome_value: str | None
    achievement_pct: str | None
    no_value_code: NoValue | None
    is_partial: bool
    status: Status
    answers: tuple[TypedValue, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ExplainedEvent:
    """An event of the item as one file reports it; days are ISO dates."""

    division: str
    round_label: str
    name: str | None
    starts_on: str | None
    ends_on: str | None
    attendee_count: int | None
    origin: Origin


@dataclass(frozen=True)
class ExplainedFinding:
    """What the rules found on a row of the item."""

    severity: Severity
    rule: str
    message_th: str
    remedy_th: str
    sheet: str | None
    cell: str | None
    file_name: str


@dataclass(frozen=True)
class ExplainedItem:
    """An item of one plan in a round, with the path of every figure."""

    plan_code: str
    round_code: str
    round_label: str
    round: RoundName
    state: str
    item_code: str
    guideline: str
    target_text: str | None
    target: Origin
    status: Status
    outcome_text: str | None
    narrative: str | None
    measures: tuple[ExplainedMeasure, ...]
    texts: tuple[TypedValue, ...]
    events: tuple[ExplainedEvent, ...]
    findings: tuple[ExplainedFinding, ...]
