"""Files of one division in a round: which is in force, whether it was on time, its money, its obstacles, its words."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.rollup.build import roll_up
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import HALF, ITEM, ROUNDS, Measure, Office, insert, plan_rows

# office -> files of its divisions: division, file name, when it came, verdict, cells of the item
FILES: dict[str, tuple[tuple[str, str, str, str, dict[str, Any]], ...]] = {
    "on the day": (("a", "1", "2021-04-15T23:59:59+07:00", "accepted", {}),),
    "a day late": (("a", "1", "2021-04-16T00:00:00+07:00", "accepted", {}),),
    "returned, then refused": (
        ("a", "1", "2021-04-02T09:00:00+07:00", "returned", {}),
        ("a", "2", "2021-04-03T09:00:00+07:00", "refused", {}),
    ),
    "two at one time": (
        ("a", "b-of-the-same-time", "2021-04-02T09:00:00+07:00", "accepted", {"narrative": "ไฟล์ ข"}),
        ("a", "a-of-the-same-time", "2021-04-02T09:00:00+07:00", "accepted", {"narrative": "ไฟล์ ก"}),
    ),
    "revised money": (
        ("a", "1", "2021-04-02T09:00:00+07:00", "accepted",
         {"budget_use": "used", "budget_baht": 1000, "revised_baht": 800, "spent_baht": 200}),
    ),
    "money as given": (
        ("a", "1", "2021-04-02T09:00:00+07:00", "accepted",
         {"budget_use": "used", "budget_baht": 1000, "spent_baht": 200}),
    ),
    "obstacles": tuple(
        (letter, "1", "2021-04-02T09:00:00+07:00", "accepted",
         {"obstacle": obstacle, "outcome_text": words, "narrative": words})
        for letter, obstacle, words in (("a", "คนไม่พอ", "หลัก"), ("b", "-", "ร่วม"), ("c", " ไม่มี ", "ร่วมสอง"))
    ),
}  # fmt: skip
# The lead stands last in the register of divisions.
REGISTER = {"a": 3, "b": 1, "c": 2}


@pytest.fixture(scope="module")
def rolled() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the rolled-up warehouse of all offices, each with one item that a leads."""
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    for code, refuses in (("returned", None), ("refused", "refused")):
        words = {"sentence_th": code, "remedy_th": code}
        insert(
            connection,
            "rule",
            {
                "code": code,
                "severity": "error",
                "scope": "file",
                "refuses": refuses,
                "is_waivable": True,
                "follows": "",
                **words,
            },
        )
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in ROUNDS:
        insert(connection, "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))})
    insert(connection, "agency", {"agency_code": "office", "agency_name": "สำนักงาน", "valid_from": "2020-10-01"})
    insert(
        connection,
        "division",
        {"division_code": "planner", "agency_code": "office", "division_name": "แผน", "sort_no": 9},
    )
    for office in FILES:
        _insert_office(connection, office)
    roll_up(connection, asset_path("sql"))
    yield connection
    connection.close()


def _insert_office(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    divisions = sorted({division for division, *_ in FILES[name]})
    office = Office(name, (Measure(),), half=tuple(() for _ in divisions))
    for table, cells in plan_rows(office):
        insert(connection, table, {**cells, "agency_code": "office"} if table == "plan" else cells)
    for letter in divisions:
        place = {"division_code": _code(name, letter), "agency_code": "office", "division_name": letter}
        insert(connection, "division", {**place, "sort_no": REGISTER[letter], "valid_from": "2020-10-01"})
    for letter, file, at, verdict, cells in FILES[name]:
        code = f"{name}-{letter}-{file}"
        # Hashes in the other order than names.
        sent = {
            "submission_id": code,
            "sha256": f"{200 - ord(file[0])}",
            "file_name": f"{file}.xlsx",
            "received_at": at,
        }
        of = {"division_code": _code(name, letter), "kind": "results", "plan_code": name, "round_code": HALF}
        insert(connection, "submission", {**sent, **of})
        row = {"submission_id": code, "sheet": "results", "row_no": 7, "item_key": ITEM, "measure_no": 1}
        insert(connection, "result_measure", {**row, "no_value_code": "in_progress"})
        insert(connection, "result_item", {**row, **cells})
        if verdict != "accepted":
            insert(connection, "finding", {"submission_id": code, "rule": verdict})


def _code(name: str, letter: str) -> str:
    """Return the code of an office's division: a leads."""
    return f"{name}-{ord(letter) - ord('a'):02}"


def one(connection: duckdb.DuckDBPyConnection, query: str, office: str) -> tuple[Any, ...]:
    """Return the only row of a query about an office in the first half."""
    (row,) = connection.execute(f"{query} where plan_code = ? and round_code = '{HALF}'", [office]).fetchall()
    return tuple(row)


def test_a_file_is_on_time_up_to_the_due_day_and_late_the_day_after(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select is_on_time, days_late from rollup.completeness"
    assert one(rolled, query, "on the day") == (True, 0)
    assert one(rolled, query, "a day late") == (False, 1)


def test_without_an_accepted_file_the_verdict_is_that_of_the_newest(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select is_accepted, version_count, verdict from rollup.completeness"
    assert one(rolled, query, "returned, then refused") == (False, 2, "refused")


def test_of_two_files_of_one_time_the_last_by_name_is_in_force(rolled: duckdb.DuckDBPyConnection) -> None:
    assert one(rolled, "select narrative from core.result_item", "two at one time") == ("ไฟล์ ข",)


def test_allocated_money_is_what_was_revised_where_it_was(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select budget_baht, spent_pct from report.budget"
    assert one(rolled, query, "revised money") == (800, Decimal(25))
    assert one(rolled, query, "money as given") == (1000, Decimal(20))


def test_an_obstacle_is_what_says_something(rolled: duckdb.DuckDBPyConnection) -> None:
    assert one(rolled, "select obstacle from report.obstacle", "obstacles") == ("คนไม่พอ",)


def test_the_lead_s_words_stand_first_whatever_its_place_in_the_register(rolled: duckdb.DuckDBPyConnection) -> None:
    assert one(rolled, "select narrative from rollup.item_round", "obstacles") == ("หลัก\nร่วม\nร่วมสอง",)
    assert one(rolled, "select outcome_text from rollup.item_round", "obstacles") == ("หลัก / ร่วม / ร่วมสอง",)
