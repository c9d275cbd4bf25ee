"""A plan revised in mid-year: each round is judged by the revision that holds in it, and both stay."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.form.content import form_contents
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import HALF, ROUNDS, YEAR, insert

# item, target and state in the first revision, target and state in the second (None: not in it)
ITEMS = {
    "1.1.1": ((4, "active"), (2, "active")),
    "1.1.2": ((1, "active"), (1, "cancelled")),
    "1.1.3": (None, (3, "active")),
}


@pytest.fixture(scope="module")
def rolled() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the rolled-up warehouse of a plan whose second revision holds from the annual round on."""
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in ROUNDS:
        insert(connection, "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))})
    for revision, holds_from in ((1, HALF), (2, YEAR)):
        for table, cells in plan_rows(revision, holds_from):
            insert(connection, table, cells)
    answers = {
        HALF: {"1.1.1": {"value": 1}, "1.1.2": {"value": 1}},
        YEAR: {"1.1.1": {"value_half": 1, "value_year": 2}, "1.1.3": {"value_half": 1, "value_year": 1}},
    }
    for round_code, items in answers.items():
        insert(connection, "submission", sent(round_code, "results", round_code))
        for n, (item, cells) in enumerate(items.items()):
            place = {"submission_id": round_code, "sheet": "results", "row_no": n, "item_key": item, "measure_no": 1}
            insert(connection, "result_measure", {**place, **cells})
    roll_up(connection, asset_path("sql"))
    yield connection
    connection.close()


def plan_rows(revision: int, holds_from: str) -> Iterator[tuple[str, dict[str, Any]]]:
    name = f"plan-{revision}"
    place = {"submission_id": name, "sheet": "plan"}
    yield "submission", sent(name, "plan", None)
    plan = {"plan_code": "p", "agency_code": "a", "fiscal_year_be": 2564, "revision_no": revision}
    yield "plan", {**place, "row_no": 1, **plan, "holds_from_round": holds_from}
    for n, (item, versions) in enumerate(ITEMS.items()):
        version = versions[revision - 1]
        if version is not None:
            target, state = version
            yield (
                "plan_item",
                {**place, "row_no": n, "item_code": item, "guideline": f"{item} {revision}", "state": state},
            )
            measure = {"kind": "count", "comparator": "at_least", "target_value": target, "unit": "ครั้ง"}
            yield "plan_measure", {**place, "row_no": n, "item_code": item, "measure_no": 1, **measure}
            yield "plan_role", {**place, "row_no": n, "item_code": item, "division_code": "d", "role": "lead"}


def sent(name: str, kind: str, round_code: str | None) -> dict[str, Any]:
    names = {"submission_id": name, "sha256": name, "file_name": name, "division_code": "d"}
    return {**names, "kind": kind, "plan_code": "p", "round_code": round_code, "received_at": "2021-04-01T00:00:00Z"}


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_both_revisions_stay_and_each_round_has_its_own(rolled: duckdb.DuckDBPyConnection) -> None:
    assert ask(rolled, "select submission_id, is_in_force from core.submission where kind = 'plan' order by 1") == [
        ("plan-1", True),
        ("plan-2", True),
    ]
    assert ask(
        rolled, "select round_code, item_code, guideline, plan_submission_id from core.item order by 1 desc, 2"
    ) == [
        (HALF, "1.1.1", "1.1.1 1", "plan-1"),
        (HALF, "1.1.2", "1.1.2 1", "plan-1"),
        (YEAR, "1.1.1", "1.1.1 2", "plan-2"),
        (YEAR, "1.1.2", "1.1.2 2", "plan-2"),
        (YEAR, "1.1.3", "1.1.3 2", "plan-2"),
    ]


def test_a_target_changed_in_mid_year_judges_the_year_only(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select round, target_value, outcome_value, status from rollup.measure_round where item_code = '1.1.1'"
    assert sorted(ask(rolled, query)) == [("12m", 2, 2, "met"), ("6m", 4, 1, "behind")]


def test_an_item_counts_from_the_round_on_that_its_revision_holds_in(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select round, status, is_applicable from rollup.item_round where item_code = '{}' order by round desc"
    assert ask(rolled, query.format("1.1.2")) == [("6m", "met", True), ("12m", "cancelled", False)]
    assert ask(rolled, query.format("1.1.3")) == [("12m", "not_met", True)]
    totals = "select round, item_count, met_count, not_yet_met_count from rollup.agency_round order by round desc"
    assert ask(rolled, totals) == [("6m", 2, 1, 1), ("12m", 2, 1, 1)]


def test_the_revision_of_the_first_half_is_not_changed_by_the_later_one(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select first_half_value, year_value, year_status from rollup.round_change where item_code = '1.1.1'"
    assert ask(rolled, query) == [(1, 2, "met")]


def test_a_changed_target_is_flagged_and_compared_with_nothing(rolled: duckdb.DuckDBPyConnection) -> None:
    """25 percent of four and 100 percent of two are no gain of 75."""
    query = (
        "select is_target_changed, previous_comparator, previous_target_value, previous_unit, change_value, "
        "achievement_change_pct, has_moved, is_regressed from report.change where item_code = '{}'"
    )
    nothing = (None, None, None, None)
    assert ask(rolled, query.format("1.1.1")) == [(True, "at_least", 4, "ครั้ง", *nothing)]
    # Of one that was met and is cancelled now nothing can be said but that it moved.
    assert ask(rolled, query.format("1.1.2"))[0][0] is False
    assert ask(rolled, query.format("1.1.2"))[0][-2:] == (True, None)


def test_items_of_another_target_are_not_counted_as_gained(rolled: duckdb.DuckDBPyConnection) -> None:
    assert ask(rolled, "select item_code, is_comparable from report.item_change order by 1") == [
        ("1.1.1", False),
        ("1.1.2", False),
    ]
    assert ask(rolled, "select gained_count from report.summary where round_code = '2564-12m'") == [(None,)]


def test_a_form_does_not_ask_for_what_the_plan_cancelled(rolled: duckdb.DuckDBPyConnection) -> None:
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    asked = {
        code: [
            row["item_code"] for form in form_contents(rolled, code, phrases).values() for row in form.tables["results"]
        ]
        for code in (HALF, YEAR)
    }
    assert asked == {HALF: ["1.1.1", "1.1.2"], YEAR: ["1.1.1", "1.1.3"]}
