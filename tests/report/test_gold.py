"""The six-month round against the published report as it was read by hand, item by item."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.whole_way import EXAMPLES, HALF, Published

GOLD = json.loads((EXAMPLES / "gold-2564-6m.json").read_text(encoding="utf-8"))
ITEMS = {item["item"]: item for item in GOLD["items"]}
# Columns of the warehouse beside the names of the gold file; a value of the gold file is compared as a decimal.
SAME = {
    "kind": "kind",
    "comparator": "comparator",
    "target": "target_value",
    "unit": "unit",
    "across_rounds": "across_rounds",
    "value": "outcome_value",
    "no_value_code": "no_value_code",
    "achievement_pct": "achievement_pct",
}
MEASURES = "select * from rollup.measure_round where round_code = ? and item_code = ? order by measure_no"


def compared(value: Any) -> Any:
    """Return a number as a decimal, so that 2, 2.0 and 2.0000 are one."""
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else value


@pytest.mark.parametrize("code", ITEMS)
def test_every_measure_says_what_the_report_says(office: Published, code: str) -> None:
    rows = office.rows(MEASURES, HALF, code)
    expected = ITEMS[code]["measures"]
    assert [{name: compared(row[column]) for name, column in SAME.items()} for row in rows] == [
        {name: compared(measure[name]) for name in SAME} for measure in expected
    ]


@pytest.mark.parametrize("code", ITEMS)
def test_a_measure_is_met_or_short_or_silent(office: Published, code: str) -> None:
    rows = office.rows(MEASURES, HALF, code)
    told = [None if row["outcome_value"] is None else row["status"] == "met" for row in rows]
    assert told == [measure["met"] for measure in ITEMS[code]["measures"]]


@pytest.mark.parametrize("code", ITEMS)
def test_units_as_printed_and_awaited_months(office: Published, code: str) -> None:
    rows = office.rows(MEASURES, HALF, code)
    for row, measure in zip(rows, ITEMS[code]["measures"], strict=True):
        assert row["unit_printed"] == measure.get("unit_printed")
        assert month_of(row["expected_month"]) == measure.get("expected_month")


def month_of(value: Any) -> str | None:
    """Return a month of the warehouse, a date or its text, as year and month."""
    if value is None:
        return None
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value)[:7]


@pytest.mark.parametrize("code", ITEMS)
def test_outcomes_stand_as_they_were_printed(office: Published, code: str) -> None:
    (row,) = office.rows("select * from rollup.item_round where round_code = ? and item_code = ?", HALF, code)
    assert (row["outcome_text"] or "") in printed_outcomes(ITEMS[code]["outcome_text"])


def printed_outcomes(text: str) -> tuple[str, ...]:
    """Return what may stand for an outcome: nothing and the dash are the same answer."""
    return ("", "-") if text in ("", "-") else (text,)


@pytest.mark.parametrize("code", ITEMS)
def test_an_item_is_met_when_every_measure_that_applies_is_met(office: Published, code: str) -> None:
    (row,) = office.rows("select * from rollup.item_round where round_code = ? and item_code = ?", HALF, code)
    told = [measure["met"] for measure in ITEMS[code]["measures"] if measure["no_value_code"] != "no_cases"]
    expected = "no_value" if None in told else "met" if all(told) else "not_yet_met"
    assert row["bucket"] == expected


def test_items_sort_as_numbers_in_the_order_of_the_report(office: Published) -> None:
    rows = office.rows(
        "select item_code from report.item where round_code = ? order by strategy_no, tactic_no, guideline_no", HALF
    )
    assert [row["item_code"] for row in rows] == list(ITEMS)


@pytest.mark.parametrize("strategy", sorted(GOLD["rollup_by_strategy"]))
def test_totals_of_a_strategy(office: Published, strategy: str) -> None:
    (row,) = office.rows(
        "select * from rollup.strategy_round where round_code = ? and strategy_no = ?", HALF, int(strategy)
    )
    assert totals(row) == GOLD["rollup_by_strategy"][strategy]


def test_totals_of_the_agency(office: Published) -> None:
    (row,) = office.rows("select * from rollup.agency_round where round_code = ?", HALF)
    assert totals(row) == GOLD["rollup_total"]
    assert totals(row)["items"] == sum(totals(row)[name] for name in ("met", "not_yet_met", "no_value"))


def totals(row: dict[str, Any]) -> dict[str, int]:
    """Return the four counts under the names of the gold file."""
    return {name: int(row[f"{name.removesuffix('s')}_count"]) for name in ("items", "met", "not_yet_met", "no_value")}


@pytest.mark.parametrize(
    ("level", "name"), [("strategy", "strategies"), ("objective", "objectives"), ("tactic", "tactics")]
)
def test_the_plan_has_as_many_headings(office: Published, level: str, name: str) -> None:
    rows = office.rows("select * from report.structure where round_code = ? and level = ?", HALF, level)
    assert len(rows) == GOLD[name]


def test_an_event_under_two_items_counts_once(office: Published) -> None:
    """The seminar of 40 and the training of 53 stand under two items each; with 25 more it is 118, not 171."""
    (row,) = office.rows("select event_count, attendee_count from report.event_total where round_code = ?", HALF)
    assert row == {"event_count": 3, "attendee_count": 118}
