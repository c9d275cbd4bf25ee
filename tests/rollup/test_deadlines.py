"""Measures of kind deadline: their targets, answers and values are days; every line worked out by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.support.rollup.invented_round import HALF, YEAR, File, Measure, Office, Rolled, roll_up_offices, said

BY_JUNE = Measure("deadline", None, "at_most", "วันที่", target_on="2021-06-30")
FROM_JUNE = Measure("deadline", None, "at_least", "วันที่", target_on="2021-06-30", interim_on="2021-03-01")
ON_THE_DAY = Measure("deadline", None, "exactly", "วันที่", target_on="2021-06-30")
LEADS_DAY = Measure("deadline", None, "at_most", "วันที่", target_on="2021-06-30", across_divisions="lead")
EARLIEST = Measure("deadline", None, "at_most", "วันที่", target_on="2021-06-30", across_divisions="min")


@dataclass(frozen=True)
class Line:
    """A deadline, what each division said in a round, and the day, status and achievement it comes to."""

    name: str
    measure: Measure
    half: tuple[File, ...]
    year: tuple[File, ...]
    day: str | None
    status: str
    pct: int | None
    printed: str | None = None

    @property
    def round_code(self) -> str:
        return YEAR if self.year else HALF


def year(day: str) -> File:
    return said(value_year_on=day, value_year=25640101)  # a number beside a day says nothing


LINES = (
    Line("the day before", BY_JUNE, (None,), (year("2021-06-29"),), "2021-06-29", "met", 100, "วันที่ ๒๙ มิถุนายน ๒๕๖๔"),
    Line("on the day", BY_JUNE, (None,), (year("2021-06-30"),), "2021-06-30", "met", 100, "วันที่ ๓๐ มิถุนายน ๒๕๖๔"),
    Line("a day late", BY_JUNE, (None,), (year("2021-07-01"),), "2021-07-01", "breached", 0, "วันที่ ๑ กรกฎาคม ๒๕๖๔"),
    Line("in the half", BY_JUNE, (said(value_on="2021-03-15"),), (), "2021-03-15", "met", 100, "วันที่ ๑๕ มีนาคม ๒๕๖๔"),
    Line("not yet", BY_JUNE, (said(no_value_code="in_progress"),), (), None, "in_progress", None),
    Line("done earlier", BY_JUNE, (said(value_on="2021-03-15"),), (said(no_value_code="completed_earlier"),),
         "2021-03-15", "met", 100, "วันที่ ๑๕ มีนาคม ๒๕๖๔"),
    Line("silent in the year", BY_JUNE, (said(value_on="2021-03-15"),), (None,), None, "not_reported", None),
    Line("restated and done earlier", BY_JUNE, (said(value_on="2021-03-15"),),
         (said(no_value_code="completed_earlier", restated_on="2021-03-17"),), "2021-03-17", "met", 100,
         "วันที่ ๑๗ มีนาคม ๒๕๖๔"),
    Line("not before", FROM_JUNE, (None,), (year("2021-06-29"),), "2021-06-29", "not_met", 0, "วันที่ ๒๙ มิถุนายน ๒๕๖๔"),
    Line("not before, reached", FROM_JUNE, (None,), (year("2021-07-02"),), "2021-07-02", "met", 100,
         "วันที่ ๒ กรกฎาคม ๒๕๖๔"),
    Line("not before, the interim day", FROM_JUNE, (said(value_on="2021-03-01"),), (), "2021-03-01", "on_track", 0,
         "วันที่ ๑ มีนาคม ๒๕๖๔"),
    Line("not before, before the interim day", FROM_JUNE, (said(value_on="2021-02-28"),), (), "2021-02-28", "behind", 0,
         "วันที่ ๒๘ กุมภาพันธ์ ๒๕๖๔"),
    Line("exactly", ON_THE_DAY, (None,), (year("2021-06-30"),), "2021-06-30", "met", 100, "วันที่ ๓๐ มิถุนายน ๒๕๖๔"),
    Line("exactly, missed", ON_THE_DAY, (None,), (year("2021-06-29"),), "2021-06-29", "not_met", 0,
         "วันที่ ๒๙ มิถุนายน ๒๕๖๔"),
    Line("the latest of two", BY_JUNE, (None, None), (year("2021-06-01"), year("2021-07-01")),
         "2021-07-01", "breached", 0, "วันที่ ๑ กรกฎาคม ๒๕๖๔"),
    Line("one of two is silent", BY_JUNE, (None, None), (year("2021-06-01"), None),
         "2021-06-01", "not_reported", 0, "วันที่ ๑ มิถุนายน ๒๕๖๔"),
    Line("one of two has nothing to do", BY_JUNE, (None, None),
         (year("2021-06-01"), said(no_value_code="not_applicable")), "2021-06-01", "met", 100, "วันที่ ๑ มิถุนายน ๒๕๖๔"),
    Line("the lead's day", LEADS_DAY, (None, None), (year("2021-06-01"), year("2021-07-01")),
         "2021-06-01", "met", 100, "วันที่ ๑ มิถุนายน ๒๕๖๔"),
    Line("the earliest, where the plan says so", EARLIEST, (None, None), (year("2021-07-09"), year("2021-06-02")),
         "2021-06-02", "met", 100, "วันที่ ๒ มิถุนายน ๒๕๖๔"),
)  # fmt: skip
NUMBERS = ("target_value", "interim_target", "outcome_value", "period_value", "first_half_value")


@pytest.fixture(scope="module")
def rolled() -> Rolled:
    return roll_up_offices([Office(line.name, (line.measure,), line.half, line.year) for line in LINES])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_deadline_is_judged_as_a_day(line: Line, rolled: Rolled) -> None:
    measure = rolled.measure(line.name, line.round_code)
    day = line.day and date.fromisoformat(line.day)
    assert (measure["outcome_on"], measure["status"], measure["achievement_pct"]) == (day, line.status, line.pct)
    assert measure["target_on"] == date(2021, 6, 30)
    assert [measure[name] for name in NUMBERS] == [None] * len(NUMBERS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_its_printed_outcome_is_a_day(line: Line, rolled: Rolled) -> None:
    assert rolled.item(line.name, line.round_code)["outcome_text"] == line.printed


def test_a_day_stands_beside_numbers_of_other_measures() -> None:
    papers = Measure("count", 2, unit="ฉบับ")
    both: list[dict[str, Any]] = [{"value": 2}, {"value_on": "2021-03-15"}]
    rolled = roll_up_offices([Office("both", (papers, BY_JUNE), (both,))])
    assert rolled.item("both", HALF)["outcome_text"] == "๒ ฉบับ / วันที่ ๑๕ มีนาคม ๒๕๖๔"


def test_a_deadline_that_moves_is_told_in_days() -> None:
    rolled = roll_up_offices(
        [
            Office("later", (BY_JUNE,), (said(value_on="2021-03-15"),), (year("2021-07-02"),)),
            Office("earlier", (BY_JUNE,), (said(value_on="2021-03-15"),), (year("2021-03-12"),)),
            Office(
                "restated", (BY_JUNE,), (said(value_on="2021-03-15"),),
                (said(value_year_on="2021-03-20", restated_on="2021-03-18"),),
            ),
        ]
    )  # fmt: skip
    later, earlier, restated = (rolled.change(name) for name in ("later", "earlier", "restated"))
    assert (later["first_half_on"], later["year_on"], later["change_days"]) == (
        date(2021, 3, 15),
        date(2021, 7, 2),
        109,
    )
    assert (later["first_half_value"], later["year_value"], later["change_value"]) == (None, None, None)
    assert later["is_regressed"] and (later["first_half_achievement_pct"], later["year_achievement_pct"]) == (100, 0)
    assert (earlier["change_days"], earlier["is_regressed"]) == (-3, False)
    assert (restated["first_half_on"], restated["change_days"]) == (date(2021, 3, 18), 2)
    assert restated["first_half_achievement_pct"] == 100


def test_days_are_printed_where_numbers_of_others_are() -> None:
    half, whole = (said(value_on="2021-03-15"),), (said(value_year_on="2021-03-20", restated_on="2021-03-18"),)
    rolled = roll_up_offices([Office("restated", (BY_JUNE,), half, whole)], wanted=["rollup.figure"])
    query = "select column_name, printed from rollup.figure where round_code = ? and measure_no = 1"
    printed = dict(rolled.connection.execute(query, [YEAR]).fetchall())
    assert {name: printed[name] for name in ("first_half_value", "year_value", "change_value")} == {
        "first_half_value": "๑๘ มี.ค. ๖๔",
        "year_value": "๒๐ มี.ค. ๖๔",
        "change_value": "2",
    }
    assert (printed["reported_value"], printed["restated"]) == ("๑๕ มีนาคม ๒๕๖๔", "๑๘ มีนาคม ๒๕๖๔")
