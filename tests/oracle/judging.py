"""What a value comes to, by docs/meaning.md and exactly: of a division, of a measure with its status, of an item.

Numbers are Fractions; of a deadline the days as they are counted. Nothing here knows the SQL; what it says where the
page was silent is written on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from inventing import holding, in_force
from offices import HALF, YEAR, Answer, File, Item, Measure, Plan

Parts = tuple[Fraction, Fraction]
Typed = Decimal | date | None
# kind: across rounds, across divisions, the rule that judges before the year's end
WAYS = {
    "count": ("sum", "sum", "half"),
    "stock": ("latest", "lead", "progress"),
    "progress": ("latest", "lead", "half"),
    "document": ("latest", "max", "progress"),
    "ratio": ("ratio", "ratio", "progress"),
    "score": ("latest", "lead", "progress"),
    "ceiling": ("sum", "sum", "ceiling"),
    "duration": ("max", "max", "ceiling"),
    "level": ("latest", "min", "progress"),
    "deadline": ("latest", "max", "progress"),
}
WEAKEST_FIRST = (
    "not_reported", "breached", "not_met", "not_started", "behind", "awaiting_external_result", "in_progress",
    "not_due", "on_track", "met",
)  # fmt: skip
IN_NO_TOTAL = ("cancelled", "no_cases", "not_applicable")
# Reasons by the place of the status they become; completed_earlier stands where not_started does, after it.
REASONS = (
    "not_started", "completed_earlier", "awaiting_external_result", "in_progress", "not_due",
    "cancelled", "no_cases", "not_applicable",
)  # fmt: skip
STOPPED = ("cancelled", "not_applicable")
CARRYING = ("no_cases", "completed_earlier")
BUCKETS = {"met": "met", **dict.fromkeys(("not_met", "breached", "behind", "on_track"), "not_yet_met")}


@dataclass(frozen=True)
class DivisionValue:
    """Where a division stands at the round's end. `code` is what it gave in this round instead of a value."""

    division: str
    is_reported: bool
    answer: Answer | None
    value: Fraction | None = None
    parts: Parts | None = None
    code: str | None = None
    is_one_half: bool = False
    stopped_code: str | None = None
    first: Fraction | None = None
    period: Fraction | None = None
    period_parts: Parts | None = None

    @property
    def is_asked(self) -> bool:
        """Tell whether a value is asked of the division: not where it stopped or had no cases."""
        return self.code not in (*STOPPED, "no_cases")


@dataclass(frozen=True)
class MeasureValue:
    """A measure at the round's end. `stopped_code` is the reason of a division that stopped and whose value counts."""

    measure: Measure
    divisions: tuple[DivisionValue, ...]
    value: Fraction | None
    period: Fraction | None
    no_value_code: str | None
    is_partial: bool
    status: str
    achievement: Fraction | None
    interim_rule: str
    across_rounds: str
    across_divisions: str
    stopped_code: str | None


@dataclass(frozen=True)
class ItemValue:
    """An item at the round's end."""

    item: Item
    measures: tuple[MeasureValue, ...]
    status: str
    deciding_no: int | None
    is_partial: bool

    @property
    def is_applicable(self) -> bool:
        """Tell whether the item stands in totals."""
        return self.status not in IN_NO_TOTAL

    @property
    def bucket(self) -> str | None:
        """Return the one of the three buckets that add up to all items that apply."""
        return BUCKETS.get(self.status, "no_value") if self.is_applicable else None


def as_number(typed: Decimal | date | None) -> Fraction | None:
    """Return what was typed as a number: a day as the days that have gone before it."""
    if typed is None:
        return None
    return Fraction(typed.toordinal()) if isinstance(typed, date) else Fraction(typed)


def goal(measure: Measure) -> Fraction:
    """Return a measure's target as a number."""
    target = as_number(measure.target)
    assert target is not None
    return target


def judge_round(plan: Plan, name: str) -> list[ItemValue]:
    """Return every item of the plan as it holds in the round."""
    return [judge_item(plan, item, name) for item in holding(plan, name).items]


def judge_item(plan: Plan, item: Item, name: str) -> ItemValue:
    measures = tuple(judge_measure(plan, item, measure, name) for measure in item.measures)
    applicable = [m for m in measures if m.status not in IN_NO_TOTAL]
    partial = any(m.is_partial for m in measures)
    if not applicable:
        return ItemValue(item, measures, min((m.status for m in measures), key=IN_NO_TOTAL.index), None, partial)
    weakest = min(applicable, key=lambda m: (WEAKEST_FIRST.index(m.status), m.measure.no))
    was_reported = any(m.status != "not_reported" for m in applicable)
    return ItemValue(item, measures, weakest.status, weakest.measure.no if was_reported else None, partial)


def judge_measure(plan: Plan, item: Item, measure: Measure, name: str) -> MeasureValue:
    """Return a measure's value and status."""
    rounds = ways(measure, name)[0]
    divisions = tuple(division_value(plan, item, measure, d, name, rounds) for d in item.divisions)
    return judge_values(item, measure, divisions, name)


def judge_values(item: Item, measure: Measure, divisions: tuple[DivisionValue, ...], name: str) -> MeasureValue:
    """Return what the divisions' values come to."""
    rounds, across, interim_rule = ways(measure, name)
    lead = next(d for d in divisions if d.division == item.lead)
    speaking = (lead,) if across in ("lead", "latest") else divisions
    asked = [d for d in speaking if d.is_asked]
    value = together(speaking, across)
    period = together([replace(d, value=d.period, parts=d.period_parts) for d in speaking], across)
    is_partial = any(d.value is not None for d in speaking) and (
        any(d.value is None for d in asked) or any(d.is_one_half for d in speaking)
    )
    code = reason(asked or speaking, lead) if value is None else None
    status = status_of(item, measure, name, value, speaking, lead, is_partial, code, interim_rule)
    return MeasureValue(
        measure, divisions, value, period, code, is_partial, status, achievement(measure, value, status), interim_rule,
        rounds, across, reason([d for d in speaking if d.stopped_code and d.value is not None], lead),
    )  # fmt: skip


def ways(measure: Measure, name: str) -> tuple[str, str, str]:
    """Return how rounds and divisions combine, and which rule judges."""
    rounds, across, rule = WAYS[measure.kind]
    if measure.interim is not None:
        rule = "plan"
    if measure.comparator == "at_most":
        rule = "ceiling"
    if name == YEAR:
        rule = "final"
    return measure.across_rounds or rounds, measure.across_divisions or across, rule


# A division


def answer_of(file: File | None, item: Item, no: int) -> Answer | None:
    """Return the answer of a file in force; none where it has no row for the measure."""
    told = file.items.get(item.code) if file else None
    return told.answers.get(no) if told else None


def division_value(plan: Plan, item: Item, measure: Measure, division: str, name: str, rounds: str) -> DivisionValue:
    half = answer_of(in_force(list(plan.files), division, HALF), item, measure.no)
    if name == HALF:
        return of_half(division, measure, half)
    year = answer_of(in_force(list(plan.files), division, YEAR), item, measure.no)
    first_value, first_parts = first_half(measure, half, year)
    start = DivisionValue(division, year is not None, year, first=first_value)
    if year is None:
        return silent(start, rounds, first_value, first_parts)
    if year.code is not None:
        return with_reason(start, year.code, rounds, first_value, first_parts)
    return answered(start, measure, year, rounds, first_value, first_parts, half is None and first_value is None)


def of_half(division: str, measure: Measure, answer: Answer | None) -> DivisionValue:
    if answer is None:
        return DivisionValue(division, False, None)
    value, parts = said(measure, answer.value, answer.numerator, answer.denominator)
    return DivisionValue(
        division, True, answer, value, parts, answer.code, stopped_code=stopped(answer.code), period=value,
        period_parts=parts,
    )  # fmt: skip


def said(measure: Measure, value: Typed, numerator: Typed, denominator: Typed) -> tuple[Fraction | None, Parts | None]:
    """Return the value of an answer, and its parts where it is a ratio."""
    if measure.kind != "ratio":
        return as_number(value), None
    top, bottom = as_number(numerator), as_number(denominator)
    if top is None or bottom is None:
        return None, None
    return 100 * top / bottom, (top, bottom)


def stopped(code: str | None) -> str | None:
    """Return the reason of a division that stopped."""
    return code if code in STOPPED else None


def first_half(measure: Measure, half: Answer | None, year: Answer | None) -> tuple[Fraction | None, Parts | None]:
    """Return what was accepted in the six-month round, or what the annual answer restates."""
    if year is not None:
        restated = said(measure, year.restated, year.restated_numerator, year.restated_denominator)
        if restated[0] is not None:
            return restated
    return said(measure, half.value, half.numerator, half.denominator) if half is not None else (None, None)


def silent(start: DivisionValue, rounds: str, first: Fraction | None, parts: Parts | None) -> DivisionValue:
    if rounds == "latest":
        return start
    return replace(start, value=first, parts=parts, is_one_half=first is not None)


def with_reason(
    start: DivisionValue, code: str, rounds: str, first: Fraction | None, parts: Parts | None
) -> DivisionValue:
    told = replace(start, code=code, stopped_code=stopped(code))
    if rounds == "latest" and code not in (*STOPPED, *CARRYING):
        return told
    return replace(told, value=first, parts=parts)


def answered(
    start: DivisionValue, measure: Measure, year: Answer, rounds: str, first: Fraction | None, parts: Parts | None,
    nobody_knows_the_first_half: bool,
) -> DivisionValue:  # fmt: skip
    if measure.kind == "ratio":
        return answered_ratio(start, measure, year, rounds, parts, nobody_knows_the_first_half)
    second = as_number(year.half)
    whole = as_number(year.year) if year.year is not None else as_number(year.value)
    lacks = nobody_knows_the_first_half and whole is None and rounds != "latest"
    period = second
    if rounds == "sum" and second is None and whole is not None and first is not None:
        period = whole - first
    if rounds != "sum":
        period = second if second is not None else whole
    return replace(start, value=combined(rounds, second, whole, first), is_one_half=lacks, period=period)


def combined(rounds: str, second: Fraction | None, whole: Fraction | None, first: Fraction | None) -> Fraction | None:
    """Return the year's value of an answer with a second half, a whole year or both."""
    if rounds == "sum":
        if whole is not None or first is None:
            return whole if whole is not None else second
        return first if second is None else second + first
    if rounds == "latest":
        return whole if whole is not None else second
    later = second if rounds == "mean" and second is not None else whole if whole is not None else second
    both = [n for n in (later, first) if n is not None]
    if rounds == "mean":
        return sum(both, Fraction(0)) / len(both)
    return max(both) if rounds == "max" else min(both)


def answered_ratio(
    start: DivisionValue, measure: Measure, year: Answer, rounds: str, first: Parts | None, lacks: bool
) -> DivisionValue:
    value, second = said(measure, None, year.numerator, year.denominator)
    assert second is not None
    if rounds == "latest":
        return replace(start, value=value, parts=second, period=value, period_parts=second)
    parts = second
    if first is not None:
        base = second[1] if measure.same_base else first[1] + second[1]
        parts = (first[0] + second[0], base)
    return replace(
        start, value=100 * parts[0] / parts[1], parts=parts, is_one_half=lacks, period=value, period_parts=second
    )


# Several divisions


def together(speaking: Sequence[DivisionValue], across: str) -> Fraction | None:
    """Return the value of all who speak."""
    values = [d.value for d in speaking if d.value is not None]
    if not values or (across in ("mean", "ratio") and any(d.is_asked and d.value is None for d in speaking)):
        return None
    if across in ("lead", "latest"):
        return values[0]
    if across in ("min", "max"):
        return max(values) if across == "max" else min(values)
    if across == "ratio":
        parts = [d.parts for d in speaking if d.parts is not None]
        return 100 * sum((n for n, _ in parts), Fraction(0)) / sum((d for _, d in parts), Fraction(0))
    total = sum(values, Fraction(0))
    return total / len(values) if across == "mean" else total


def reason(giving: Sequence[DivisionValue], lead: DivisionValue) -> str | None:
    """Return the lead's reason where it is among those who give one, else the weakest of theirs."""
    if lead in giving and lead.code is not None:
        return lead.code
    return min((d.code for d in giving if d.code is not None), key=REASONS.index, default=None)


# Status


def status_of(
    item: Item, measure: Measure, name: str, value: Fraction | None, speaking: Sequence[DivisionValue],
    lead: DivisionValue, is_partial: bool, code: str | None, rule: str,
) -> str:  # fmt: skip
    """Return the first line of the page's table that is true."""
    target = goal(measure)
    asked = [d for d in speaking if d.is_asked]
    if item.is_cancelled:
        return "cancelled"
    if measure.comparator == "at_least" and value is not None and value >= target:
        return "met"
    if not asked:
        if value is not None and measure.comparator == "at_most" and value > target:
            return "breached"
        if value is None:
            return code or "not_reported"
        stopped_code = reason([d for d in speaking if d.stopped_code], lead)
        if stopped_code:
            return stopped_code
    if not any(d.is_reported for d in speaking):
        return "not_reported"
    if any(d.is_one_half for d in speaking):
        return "not_reported"
    if value is None:
        return status_of_reason(code, name)
    return status_of_value(measure, name, value, is_partial, rule)


def status_of_reason(code: str | None, name: str) -> str:
    if code == "completed_earlier" or (code == "not_due" and name == YEAR):
        return "not_started"
    return code or "not_reported"


def status_of_value(measure: Measure, name: str, value: Fraction, is_partial: bool, rule: str) -> str:
    target = goal(measure)
    if measure.comparator == "at_most":
        if value > target:
            return "breached"
        return "not_reported" if is_partial else "met"
    if measure.comparator == "exactly" and value == target and not is_partial:
        return "met"
    if name == YEAR:
        return "not_met"
    if measure.comparator == "exactly" and value > target:
        return "behind"
    return "on_track" if reaches_interim(measure, value, rule) else "behind"


def reaches_interim(measure: Measure, value: Fraction, rule: str) -> bool:
    target = goal(measure)
    if rule == "plan":
        return value >= Fraction(measure.interim or 0)
    if rule == "half":
        return value >= target / 2
    return rule == "progress" and value > 0


def achievement(measure: Measure, value: Fraction | None, status: str) -> Fraction | None:
    """Return the percentage of the target, exact and not capped."""
    if value is None:
        return None
    if measure.kind == "deadline" or measure.comparator != "at_least":
        return Fraction(100 if status == "met" else 0)
    return 100 * value / goal(measure)
