"""What the published tables must say of invented offices: table by table, row by row, column by column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from inventing import holding, in_force
from judging import DivisionValue, ItemValue, MeasureValue, Number, as_number, judge_round
from kept import PERCENT, VALUE, kept, kept_beside
from offices import HALF, YEAR, Office, Plan

Key = tuple[Any, ...]
Row = Mapping[str, Any]
ROUNDS = (HALF, YEAR)


@dataclass(frozen=True)
class Expected:
    """A row of a table that must be there, with the columns that are compared."""

    table: str
    key: Row
    cells: Row


def expected_of(office: Office) -> Iterator[Expected]:
    """Yield every row that an office must have, of all plans and rounds."""
    for plan in office.plans:
        for name in ROUNDS:
            items = judge_round(plan, name)
            place = {"plan_code": plan.code, "round_code": plan.round_code(name)}
            for item in items:
                yield from measures(plan, name, place, item)
                yield item_round(place, item)


def measures(plan: Plan, name: str, place: Row, item: ItemValue) -> Iterator[Expected]:
    for one in item.measures:
        key = {**place, "item_code": item.item.code, "measure_no": one.measure.no}
        yield Expected("rollup.measure_round", key, measure_cells(one))
        for division in one.divisions:
            yield division_row(key, one, division)


def measure_cells(one: MeasureValue) -> Row:
    return {
        "kind": one.measure.kind,
        "comparator": one.measure.comparator,
        "unit": one.measure.unit,
        "target_value": as_kept(as_number(one.measure.target)),
        "interim_target": as_kept(as_number(one.measure.interim)),
        "across_rounds": one.across_rounds,
        "across_divisions": one.across_divisions,
        "outcome_value": beside_target(one, one.value),
        "no_value_code": one.no_value_code,
        "achievement_pct": achieved(one),
        "status": one.status,
        "interim_rule": one.interim_rule,
        "is_partial": one.is_partial,
        "division_count": len(one.divisions),
    }


def division_row(key: Row, one: MeasureValue, division: DivisionValue) -> Expected:
    cells = {
        "is_reported": division.is_reported,
        "outcome_value": beside_target(one, division.value),
        "no_value_code": division.code if division.value is None else None,
        "stopped_code": division.stopped_code,
        "is_one_half": division.is_one_half,
        "first_value": as_kept(division.first),
        "period_value": as_kept(division.period),
    }
    return Expected("rollup.division_measure", {**key, "division_code": division.division}, cells)


def item_round(place: Row, item: ItemValue) -> Expected:
    cells = {
        "status": item.status,
        "deciding_measure_no": item.deciding_no,
        "is_applicable": item.is_applicable,
        "is_partial": item.is_partial,
        "bucket": item.bucket,
    }
    return Expected("rollup.item_round", {**place, "item_code": item.item.code}, cells)


def as_kept(number: Number | None) -> Any:
    """Return a number as a column of values keeps it; a date as it is."""
    return kept(number, VALUE) if isinstance(number, Fraction) else number


def beside_target(one: MeasureValue, number: Number | None) -> Any:
    """Return a value as kept: it never says that a target is reached or kept which is not."""
    target = as_number(one.measure.target)
    if isinstance(number, Fraction) and isinstance(target, Fraction):
        return kept_beside(number, target, VALUE)
    return number


def achieved(one: MeasureValue) -> Any:
    if one.achievement is None:
        return None
    return kept_beside(one.achievement, Fraction(100), PERCENT)
