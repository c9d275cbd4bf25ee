"""When a division reported: by the first version that was accepted and stands, whatever came before and after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.support.rollup.files_of_a_plan import Sent, ask, roll_up_plan

# The six-month reports are due on 15 April 2021.
IN_TIME, LAST_DAY = "2021-04-12T09:00:00+07:00", "2021-04-15T23:59:59+07:00"
NEXT_DAY, WEEK_LATER = "2021-04-16T00:00:00+07:00", "2021-04-22T09:00:00+07:00"
FIRST, DAY_AFTER, LATER = date(2021, 4, 12), date(2021, 4, 16), date(2021, 4, 22)
COLUMNS = "first_accepted_on, received_on, days_late, is_on_time, is_accepted, verdict"

CASES: dict[str, tuple[list[Sent], tuple[Any, ...]]] = {
    "on the last day": ([Sent("d", LAST_DAY)], (date(2021, 4, 15), date(2021, 4, 15), 0, True, True, "accepted")),
    "one day late is late": ([Sent("d", NEXT_DAY)], (DAY_AFTER, DAY_AFTER, 1, False, True, "accepted")),
    "a later correction changes no timeliness": (
        [Sent("d", IN_TIME), Sent("d", WEEK_LATER)],
        (FIRST, LATER, 0, True, True, "accepted"),
    ),
    "what was returned first counts from the mended version": (
        [Sent("d", IN_TIME, is_returned=True), Sent("d", NEXT_DAY)],
        (DAY_AFTER, DAY_AFTER, 1, False, True, "accepted"),
    ),
    "a returned correction leaves the first in force": (
        [Sent("d", IN_TIME), Sent("d", WEEK_LATER, is_returned=True)],
        (FIRST, FIRST, 0, True, True, "accepted"),
    ),
    "a withdrawn first version does not count": (
        [Sent("d", IN_TIME, is_withdrawn=True), Sent("d", WEEK_LATER)],
        (LATER, LATER, 7, False, True, "accepted"),
    ),
    "nothing accepted has no lateness": (
        [Sent("d", IN_TIME, is_returned=True), Sent("d", WEEK_LATER, is_returned=True)],
        (None, LATER, None, False, False, "returned"),
    ),
    "withdrawn and nothing else": (
        [Sent("d", WEEK_LATER, is_withdrawn=True)],
        (None, LATER, None, False, False, "withdrawn"),
    ),
    "nothing came": ([], (None, None, None, False, False, None)),
}


@pytest.fixture(scope="module")
def rolled() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return one plan of which each case above is a division of its own."""
    files = [replace(one, division=f"d{number}") for number, (sent, _) in enumerate(CASES.values()) for one in sent]
    # Of one moment: the later name counts, of one name the later hash, in whatever order the files were seen.
    files += [Sent("names", name="b.xlsx"), Sent("names", name="a.xlsx")]
    files += [Sent("hashes", name="a.xlsx", sha256="x2"), Sent("hashes", name="a.xlsx", sha256="x1")]
    for division, order in (("forward", "ab"), ("backward", "ba")):
        both = {
            "a": Sent(division, name="a.xlsx", is_withdrawn=True),
            "b": Sent(division, name="b.xlsx", is_returned=True),
        }
        files += [both[name] for name in order]
    divisions = [*(f"d{number}" for number in range(len(CASES))), "names", "hashes", "forward", "backward"]
    connection = roll_up_plan({"1.1.1": divisions}, files)
    yield connection
    connection.close()


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)))
def test_both_dates_stand_and_lateness_is_that_of_the_first_accepted(
    rolled: duckdb.DuckDBPyConnection, number: int, case: str
) -> None:
    query = f"select {COLUMNS} from rollup.completeness where round = '6m' and division_code = 'd{number}'"
    assert ask(rolled, query) == [CASES[case][1]]


def test_of_two_at_the_same_moment_the_later_name_is_in_force(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select file_name, version_no, is_in_force from core.submission where division_code = 'names' order by 1"
    assert ask(rolled, query) == [("a.xlsx", 1, False), ("b.xlsx", 2, True)]


def test_of_two_of_one_moment_and_name_the_later_hash_is_in_force(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select sha256, version_no, is_in_force from core.submission where division_code = 'hashes' order by 1"
    assert ask(rolled, query) == [("x1", 1, False), ("x2", 2, True)]


def test_the_newest_verdict_of_one_moment_is_that_of_the_later_name(rolled: duckdb.DuckDBPyConnection) -> None:
    query = "select verdict from rollup.completeness where round = '6m' and division_code in ('forward', 'backward')"
    assert ask(rolled, query) == [("returned",), ("returned",)]


def test_a_plan_is_never_late(rolled: duckdb.DuckDBPyConnection) -> None:
    assert ask(rolled, "select days_late from core.submission where kind = 'plan'") == [(None,)]


def test_of_a_cancelled_item_no_report_is_expected() -> None:
    plan = roll_up_plan({"1.1.1": ["a", "b"], "1.1.2": ["a"], "1.1.3": ["c"]}, [], cancelled=("1.1.2", "1.1.3"))
    query = "select division_code, item_count from rollup.completeness where round = '6m' order by 1"
    assert ask(plan, query) == [("a", 1), ("b", 1)]


def test_the_summary_tells_apart_who_is_late_returned_and_silent() -> None:
    files = [Sent("a", IN_TIME), Sent("b", NEXT_DAY), Sent("c", IN_TIME, is_returned=True)]
    counted = "division_count, accepted_count, on_time_count, late_count, not_accepted_count, missing_count"
    plan = roll_up_plan({"1.1.1": ["a", "b", "c", "d"]}, files)
    assert ask(plan, f"select {counted} from report.summary order by round_code desc") == [
        (4, 2, 1, 1, 1, 1),
        (4, 0, 0, 0, 0, 4),
    ]
