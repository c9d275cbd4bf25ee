"""What nobody told is no zero: money with the day it speaks of, obstacles that are none, items without a report."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.support.rollup.files_of_a_plan import HALF, YEAR, Sent, ask, roll_up_plan

ROLES = {"1.1.1": ["a"], "1.1.2": ["b"], "1.1.3": ["b"], "1.1.4": ["a", "b"], "1.1.5": ["c"]}
LATE = "2021-10-10T09:00:00+07:00"


def used(budget: int, spent: int | None, **more: Any) -> dict[str, Any]:
    return {"budget_use": "used", "budget_baht": budget, "spent_baht": spent, **more}


NONE = {"budget_use": "none"}
FILES = [
    Sent(
        "a",
        items={
            "1.1.1": used(1000, 200, spent_on="2021-03-20", obstacle="-"),
            "1.1.4": used(10, 5, obstacle="ขาด  บุคลากร"),
        },
        values={"1.1.1": {"value": 1}, "1.1.4": {"value": 1}},
    ),
    Sent(
        "b",
        items={
            "1.1.2": used(500, 400, revised_baht=800, obstacle="ไม่ระบุ"),
            "1.1.3": {**NONE, "obstacle": " ไม่มี "},
            "1.1.4": {**NONE, "obstacle": "–"},
        },
        values={"1.1.2": {"value": 4}, "1.1.3": {"value": 1}, "1.1.4": {"value": 1}},
    ),
    # "a" has sent no annual file, "c" none at all.
    Sent(
        "b",
        LATE,
        YEAR,
        items={"1.1.2": used(900, None), "1.1.3": used(100, 0), "1.1.4": NONE},
        values={item: {"value_half": 3, "value_year": 4} for item in ("1.1.2", "1.1.3", "1.1.4")},
    ),
]


@pytest.fixture(scope="module")
def rolled() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a plan of five items and three divisions, of which one is silent in the year and one always."""
    connection = roll_up_plan(ROLES, FILES)
    yield connection
    connection.close()


def test_money_is_the_latest_of_the_year_with_the_day_of_what_an_earlier_round_told(
    rolled: duckdb.DuckDBPyConnection,
) -> None:
    query = (
        "select item_code, budget_baht, spent_baht, spent_pct, earlier_on from report.budget where round_code = '{}'"
    )
    assert ask(rolled, f"{query.format(HALF)} order by 1") == [
        ("1.1.1", 1000, 200, 20, None),
        ("1.1.2", 800, 400, 50, None),  # as revised
        ("1.1.4", 10, 5, 50, None),
    ]
    assert ask(rolled, f"{query.format(YEAR)} order by 1") == [
        ("1.1.1", 1000, 200, 20, date(2021, 3, 20)),  # as typed
        ("1.1.2", 900, None, None, None),
        ("1.1.3", 100, 0, 0, None),
        ("1.1.4", 10, 5, 50, date(2021, 3, 31)),  # the round's last day
    ]


def test_a_sum_adds_what_is_known_and_a_share_of_the_unknown_is_unknown(rolled: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select money_item_count, budget_baht, spent_baht, spent_pct, money_earlier_on from report.summary "
        "order by round_code desc"
    )
    assert ask(rolled, query) == [
        (3, 1810, 605, Decimal("33.43"), None),
        (4, 2010, 205, None, date(2021, 3, 20)),
    ]


def test_what_an_edition_says_of_money_is_what_its_annex_says(rolled: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select field, number from rollup.edition_value where round_code = '2564-12m' and item_code = '1.1.1' "
        "and division_code = 'a' and field in ('budget_baht', 'spent_baht') order by 1"
    )
    assert ask(rolled, query) == [("budget_baht", 1000), ("spent_baht", 200)]


def test_who_says_that_there_is_no_obstacle_reports_none(rolled: duckdb.DuckDBPyConnection) -> None:
    assert ask(rolled, "select item_code, division_code from report.obstacle") == [("1.1.4", "a")]
    query = "select item_code, obstacle from rollup.item_round where round = '6m' and obstacle is not null"
    assert ask(rolled, query) == [("1.1.4", "ขาด บุคลากร")]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        *((none, None) for none in ("ไม่มี", " ไม่ มี\n", "-", "—", "ไม่ระบุ", "", "ไม่มีปัญหา อุปสรรค", "- ไม่มี -")),
        *((some, some) for some in ("ไม่มีงบประมาณ", "ขาดคน", "มี")),
    ],
)
def test_what_is_no_obstacle(rolled: duckdb.DuckDBPyConnection, said: str, told: str | None) -> None:
    assert rolled.execute("select told_obstacle(?)", [said]).fetchone() == (told,)


def test_items_without_a_report_of_a_division_are_known_with_it(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select round_code, item_code, division_code from report.unreported order by 1 desc, 2"
    assert ask(rolled, query) == [
        (HALF, "1.1.5", "c"),
        (YEAR, "1.1.1", "a"),
        (YEAR, "1.1.4", "a"),
        (YEAR, "1.1.5", "c"),
    ]
    counts = (
        "select item_count, reported_item_count, unreported_item_count from report.summary order by round_code desc"
    )
    assert ask(rolled, counts) == [(5, 4, 1), (5, 2, 3)]


def test_rounds_are_compared_only_where_both_have_a_report(rolled: duckdb.DuckDBPyConnection) -> None:
    """1.1.1 has no annual report, 1.1.5 none; 1.1.2 was met before, 1.1.3 and 1.1.4 (1 + 1, then 1 + 4) are met now."""
    query = "select item_code from report.item_change where is_comparable order by 1"
    assert ask(rolled, query) == [("1.1.2",), ("1.1.3",), ("1.1.4",)]
    counts = "select compared_count, gained_count, lost_count from report.summary where round_code = '2564-12m'"
    assert ask(rolled, counts) == [(3, 2, 0)]


def test_before_anybody_has_reported_no_amount_is_known() -> None:
    query = (
        "select item_count, reported_item_count, event_count, attendee_count, money_item_count, budget_baht, "
        "spent_baht, spent_pct, accepted_count, gained_count from report.summary"
    )
    assert ask(roll_up_plan({"1.1.1": ["a"]}, []), query) == 2 * [(1, 0, 0, None, 0, None, None, None, 0, None)]


def test_a_plan_without_items_that_apply_has_no_shares() -> None:
    plan = roll_up_plan({"1.1.1": ["a"]}, [Sent("a", values={"1.1.1": {"no_value_code": "not_applicable"}})])
    query = "select item_count, met_count, met_pct, accepted_pct from report.summary where round_code = '2564-6m'"
    assert ask(plan, query) == [(0, 0, None, 100)]
