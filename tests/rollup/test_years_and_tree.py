"""Rounds and years side by side, and the tree ministry, agency, division: small invented offices over two years."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from sarup.assets import asset_path
from sarup.dictionary import SCHEMAS, load_dictionary
from sarup.rollup.build import roll_up
from sarup.rollup.keys import assert_keys
from sarup.warehouse_file import create_warehouse
from tests.support.rollup.invented_round import insert

# code, ministry, name of the ministry, valid from, valid to: "b" moved to another ministry in the second year.
AGENCIES = [
    ("a", "m1", "กระทรวงตัวอย่างที่หนึ่ง", None, None),
    ("b", "m1", "กระทรวงตัวอย่างที่หนึ่ง", None, "2020-12-31"),
    ("b", "m2", "กระทรวงตัวอย่างที่สอง", "2021-01-01", None),
    ("c", None, None, None, None),
    # Abolished in the middle of 2564; it never had a plan.
    ("d", "m2", "กระทรวงตัวอย่างที่สอง", "2020-12-01", "2021-02-28"),
]
# agency, year, item, kind, comparator, target, unit, wording, six-month value, annual value (None: no file)
ITEMS = [
    ("a", 2563, "1.1.1", "count", "at_least", 4, "ครั้ง", "อบรม", 2, 4),
    ("a", 2564, "1.1.1", "count", "at_least", 5, "ครั้ง", "อบรม", 3, 6),
    ("a", 2563, "1.1.2", "stock", "at_least", 2, "ระบบ", "พัฒนาระบบ", 2, 2),
    ("a", 2564, "1.1.2", "stock", "at_least", 2, "ระบบ", "พัฒนา ระบบ", 2, 1),
    ("a", 2563, "1.1.3", "count", "at_least", 1, "เรื่อง", "ประกาศ", 1, 1),
    ("a", 2564, "1.1.3", "count", "at_least", 1, "ฉบับ", "เผยแพร่ประกาศ", 0, 1),
    ("a", 2563, "1.1.4", "count", "at_least", 1, "ครั้ง", "เลิกแล้ว", 1, 1),
    ("a", 2563, "1.1.6", "count", "exactly", 1, "ครั้ง", "เท่าเดิม", 1, 1),
    ("a", 2564, "1.1.6", "count", "at_least", 1, "ครั้ง", "เท่าเดิม", 1, 1),
    ("a", 2564, "1.1.5", "ceiling", "at_most", 2, "เรื่อง", "ไม่เกินสองเรื่อง", 1, 3),
    ("b", 2563, "1.1.1", "count", "at_least", 4, "ครั้ง", "อบรม", 4, 4),
    ("b", 2564, "1.1.1", "count", "at_least", 4, "ครั้ง", "อบรม", None, None),
    ("c", 2564, "1.1.1", "count", "at_least", 4, "ครั้ง", "อบรม", 1, 4),
]


@pytest.fixture(scope="module")
def rolled() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the rolled-up warehouse of three agencies and two years."""
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    for year in (2563, 2564):
        for name, last in (("6m", "03-31"), ("12m", "09-30")):
            cells = {"round_code": f"{year}-{name}", "fiscal_year_be": year, "round": name, "state": "open"}
            dates = {"covers_from": f"{year - 544}-10-01", "covers_to": f"{year - 543}-{last}"}
            insert(connection, "round", {**cells, **dates, "due_on": dates["covers_to"]})
    for code, ministry, ministry_name, since, until in AGENCIES:
        names = {"ministry_code": ministry, "ministry_name": ministry_name, "agency_name": f"กรมตัวอย่าง {code}"}
        insert(connection, "agency", {"agency_code": code, **names, "valid_from": since, "valid_to": until})
    renamed = [("กองเดิม", 1, None, "2021-05-31"), ("กองใหม่", 2, "2021-06-01", None)]
    for name, place, since, until in renamed:
        cells = {"division_code": "r", "agency_code": "a", "division_name": name, "sort_no": place}
        insert(connection, "division", {**cells, "valid_from": since, "valid_to": until})
    for agency in "abc":
        insert(connection, "division", {"division_code": f"{agency}-d", "agency_code": agency, "division_name": agency})
        for year in sorted({row[1] for row in ITEMS if row[0] == agency}):
            for table, cells in rows_of(agency, year):
                insert(connection, table, cells)
    roll_up(connection, asset_path("sql"))
    yield connection
    connection.close()


def rows_of(agency: str, year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of the plan and the files of one agency and year."""
    plan, code = f"plan-{agency}-{year}", f"{agency}-{year}"
    yield "submission", sent(plan, agency, "plan", code, None, year)
    place = {"submission_id": plan, "sheet": "plan"}
    yield "plan", {**place, "row_no": 3, "plan_code": code, "agency_code": agency, "fiscal_year_be": year}
    mine = [row for row in ITEMS if row[:2] == (agency, year)]
    for n, (_, _, item, kind, comparator, target, unit, wording, _, _) in enumerate(mine):
        yield "plan_item", {**place, "row_no": n, "item_code": item, "guideline": wording}
        yield "plan_role", {**place, "row_no": n, "item_code": item, "division_code": f"{agency}-d", "role": "lead"}
        measured = {"kind": kind, "comparator": comparator, "target_value": target, "unit": unit}
        yield "plan_measure", {**place, "row_no": n, "item_code": item, "measure_no": 1, **measured}
    for name, column, place_of_value in (("6m", "value", 8), ("12m", "value_year", 9)):
        values = {row[2]: row[place_of_value] for row in mine if row[place_of_value] is not None}
        if values:
            file = f"{agency}-{year}-{name}"
            yield "submission", sent(file, agency, "results", code, f"{year}-{name}", year)
            for n, (item, value) in enumerate(values.items()):
                place = {"submission_id": file, "sheet": "results", "row_no": n}
                yield "result_measure", {**place, "item_key": item, "measure_no": 1, column: value}


def sent(name: str, agency: str, kind: str, plan: str, round_code: str | None, year: int) -> dict[str, Any]:
    names = {"submission_id": name, "sha256": name, "file_name": name, "division_code": f"{agency}-d"}
    return {**names, "kind": kind, "plan_code": plan, "round_code": round_code,
            "received_at": f"{year - 543}-01-01T00:00:00Z"}  # fmt: skip


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_what_moved_since_the_last_round_by_how_much_and_what_regressed(rolled: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        rolled,
        "select item_code, previous_round_code, first_half_value, year_value, change_value, first_half_status, "
        "year_status, achievement_change_pct, has_moved, is_regressed from rollup.round_change "
        "where plan_code = 'a-2564' order by item_code",
    )
    assert [(*map(plain, row),) for row in rows] == [
        ("1.1.1", "2564-6m", 3, 6, 3, "on_track", "met", 60, True, False),
        ("1.1.2", "2564-6m", 2, 1, -1, "met", "not_met", -50, True, True),
        ("1.1.3", "2564-6m", 0, 1, 1, "behind", "met", 100, True, False),
        ("1.1.5", "2564-6m", 1, 3, 2, "met", "breached", -100, True, True),
        ("1.1.6", "2564-6m", 1, 1, 0, "met", "met", 0, False, False),
    ]


def test_years_stand_side_by_side_linked_by_code(rolled: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        rolled,
        "select item_code, link, previous_target_value, target_value, previous_outcome_value, outcome_value, "
        "change_value, previous_status, status, is_target_changed, is_wording_changed from report.year_change "
        "where agency_code = 'a' and fiscal_year_be = 2564 and round = '12m' order by item_code",
    )
    assert [(*map(plain, row),) for row in rows] == [
        # Another target: both values stand, and no difference between them.
        ("1.1.1", "both", 4, 5, 4, 6, None, "met", "met", True, False),
        ("1.1.2", "both", 2, 2, 2, 1, -1, "met", "not_met", False, True),
        ("1.1.3", "both", 1, 1, 1, 1, None, "met", "met", True, True),
        ("1.1.4", "dropped", 1, None, 1, None, None, "met", None, None, None),
        ("1.1.5", "new", None, 2, None, 3, None, None, "breached", None, None),
        # "exactly 1" became "at least 1": another target though the number is the same.
        ("1.1.6", "both", 1, 1, 1, 1, None, "met", "met", True, False),
    ]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        # A second plan of its own this year: "own-2564" follows "own-2563", the other is new.
        (
            {2563: ["own-2563"], 2564: ["own-2564", "more-2564"]},
            [("more-2564", None, "new"), ("own-2564", "own-2563", "both")],
        ),
        # Two plans in both years, one of them begun under another name.
        (
            {2563: ["own-2563", "old-2563"], 2564: ["own-2564", "new-2564"]},
            [("new-2564", None, "new"), ("own-2564", "own-2563", "both"), (None, "old-2563", "dropped")],
        ),
        # The only plans of their years belong together whatever they are called.
        ({2563: ["first"], 2564: ["second"]}, [("second", "first", "both")]),
    ],
)
def test_with_two_plans_in_a_year_every_measure_stands_once(
    years: dict[int, list[str]], expected: list[tuple[str | None, str | None, str]]
) -> None:
    connection = create_warehouse(":memory:", asset_path("sql"))
    insert(connection, "run", {"rule_set_version": "none", "code_version": "none"})
    for year, plans in years.items():
        dates = {
            "covers_from": f"{year - 544}-10-01",
            "covers_to": f"{year - 543}-09-30",
            "due_on": f"{year - 543}-10-15",
        }
        insert(connection, "round", {"round_code": f"{year}-12m", "fiscal_year_be": year, "round": "12m", **dates})
        for code in plans:
            for table, cells in plan_of_one_measure(code, year):
                insert(connection, table, cells)
    roll_up(connection, asset_path("sql"))
    rows = ask(
        connection, "select plan_code, previous_plan_code, link from report.year_change where fiscal_year_be = 2564"
    )
    assert sorted(rows, key=str) == sorted(expected, key=str)
    assert_keys(connection, load_dictionary().tables, SCHEMAS)


def plan_of_one_measure(code: str, year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of a plan of agency "a" with one item and measure that nobody has reported."""
    yield "submission", sent(code, "a", "plan", code, None, year)
    place = {"submission_id": code, "sheet": "plan", "row_no": 3}
    yield "plan", {**place, "plan_code": code, "agency_code": "a", "fiscal_year_be": year}
    yield "plan_item", {**place, "item_code": "1.1.1", "guideline": "อบรม"}
    yield "plan_role", {**place, "item_code": "1.1.1", "division_code": "a-d", "role": "lead"}
    measured = {"kind": "count", "comparator": "at_least", "target_value": 4, "unit": "ครั้ง"}
    yield "plan_measure", {**place, "item_code": "1.1.1", "measure_no": 1, **measured}


def test_both_wordings_are_shown(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select previous_guideline, guideline from report.year_change where item_code = '1.1.3' and round = '6m'"
    assert ask(rolled, query) == [("ประกาศ", "เผยแพร่ประกาศ")]


def test_no_year_is_compared_with_one_that_is_not_there(rolled: duckdb.DuckDBPyConnection) -> None:
    assert ask(rolled, "select count(*) from rollup.year_change where agency_code = 'c' or fiscal_year_be <> 2564") == [
        (0,)
    ]


def test_agencies_roll_up_to_the_ministry_they_belonged_to_at_the_rounds_end(
    rolled: duckdb.DuckDBPyConnection,
) -> None:
    rows = ask(
        rolled,
        "select round_code, ministry_code, agency_count, reporting_agency_count, division_count, accepted_count, "
        "item_count, met_count, not_yet_met_count, no_value_count from rollup.ministry_round "
        "where round = '12m' order by round_code, ministry_code nulls last",
    )
    assert rows == [
        ("2563-12m", "m1", 2, 2, 2, 2, 6, 6, 0, 0),
        ("2563-12m", None, 0, 0, 0, 0, 0, 0, 0, 0),  # "c" has no plan yet
        ("2564-12m", "m1", 1, 1, 1, 1, 5, 3, 2, 0),
        ("2564-12m", "m2", 1, 0, 1, 0, 1, 0, 0, 1),
        ("2564-12m", None, 1, 1, 1, 1, 1, 1, 0, 0),
    ]


def test_an_agency_without_a_plan_and_one_abolished_in_mid_year_are_counted_as_such(
    rolled: duckdb.DuckDBPyConnection,
) -> None:
    query = (
        "select round_code, ministry_code, agency_count, planless_agency_count from rollup.ministry_round "
        "where planless_agency_count > 0 order by round_code, ministry_code nulls last"
    )
    assert ask(rolled, query) == [
        ("2563-12m", None, 0, 1),
        ("2563-6m", None, 0, 1),
        ("2564-12m", "m2", 1, 1),
        ("2564-6m", "m2", 1, 1),
    ]


def test_the_counts_of_a_ministry_by_status_are_those_of_its_agencies(rolled: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select on_track_count, behind_count, met_count, not_met_count, breached_count, not_reported_count "
        "from rollup.ministry_round where ministry_code = 'm1' and round_code = '2564-{}'"
    )
    # a: 3 of 5 on track, 0 of 1 behind, the other three met; then met, not met, met, breached, met.
    assert ask(rolled, query.format("6m")) == [(1, 1, 3, 0, 0, 0)]
    assert ask(rolled, query.format("12m")) == [(0, 0, 3, 1, 1, 0)]


def test_a_division_has_in_each_round_the_name_that_held(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select round_code, division_name, sort_no from core.division_round where division_code = 'r' order by 1"
    assert ask(rolled, query) == [
        ("2563-12m", "กองเดิม", 1),
        ("2563-6m", "กองเดิม", 1),
        ("2564-12m", "กองใหม่", 2),
        ("2564-6m", "กองเดิม", 1),
    ]
    assert ask(rolled, "select division_name from core.division where division_code = 'r'") == [("กองใหม่",)]
    query = "select round_code, ministry_code from core.agency_round where agency_code = 'b' order by 1"
    assert ask(rolled, query) == [("2563-12m", "m1"), ("2563-6m", "m1"), ("2564-12m", "m2"), ("2564-6m", "m2")]


def test_the_nation_is_the_sum_of_its_ministries(rolled: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        rolled,
        "select round_code, ministry_count, agency_count, item_count, met_count, not_yet_met_count, no_value_count "
        "from rollup.nation_round where round = '12m' order by round_code",
    )
    assert rows == [("2563-12m", 1, 2, 6, 6, 0, 0), ("2564-12m", 2, 3, 7, 4, 2, 1)]


def plain(value: Any) -> Any:
    """Return a decimal as a number, all else as it is."""
    return float(value) if hasattr(value, "as_tuple") else value
