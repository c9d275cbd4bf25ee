"""The annual value of two halves, and the value of several divisions: every line worked out by hand."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.support.rollup.invented_round import HALF, YEAR, File, Measure, Office, Rolled, roll_up_offices, said

COUNT, STOCK = Measure("count", 4), Measure("stock", 4, unit="ช่องทาง")
CEILING = Measure("ceiling", 0, "at_most", unit="ราย")
DURATION = Measure("duration", 10, "at_most", unit="วัน")
RATIO = Measure("ratio", 80, unit="ร้อยละ")
SPENT = Measure("ratio", 96, unit="ร้อยละ", same_base="yes")
LATEST = Measure("ratio", 80, unit="ร้อยละ", across_rounds="latest")
LEAST, MEAN = Measure("count", 4, across_rounds="min"), Measure("count", 4, across_rounds="mean")


@dataclass(frozen=True)
class Line:
    """One line of the table: what was said in each half, and what the year must come to."""

    name: str
    measure: Measure
    first: File
    second: File
    value: str | None
    status: str
    is_partial: bool = False
    code: str | None = None


TWO, PART, ALL = said(value=2), said(value_half=2), said(value_half=2, value_year=4)
NOTHING = said(no_value_code="not_started")
THREE_QUARTERS, NINE_TENTHS = said(numerator=30, denominator=40), said(numerator=45, denominator=50)
LINES = (
    Line("sum of 2 and 2", COUNT, TWO, ALL, "4", "met"),
    Line("latest of 2 and 2", STOCK, TWO, said(value_year=2), "2", "not_met"),
    Line("sum, then no cases", COUNT, TWO, said(no_value_code="no_cases"), "2", "not_met"),
    Line("latest, then no cases", STOCK, TWO, said(no_value_code="no_cases"), "2", "not_met"),
    Line("sum, completed earlier", COUNT, TWO, said(no_value_code="completed_earlier"), "2", "not_met"),
    Line("latest, completed earlier", STOCK, TWO, said(no_value_code="completed_earlier"), "2", "not_met"),
    Line("sum, in progress at the year's end", COUNT, TWO, said(no_value_code="in_progress"), "2", "not_met"),
    Line(
        "latest, in progress at the year's end", STOCK, TWO, said(no_value_code="in_progress"), None, "in_progress",
        code="in_progress",
    ),
    Line("sum, no second file", COUNT, TWO, None, "2", "not_reported", is_partial=True),
    Line("sum, no second file but reached", Measure("count", 2), TWO, None, "2", "met", is_partial=True),
    Line("latest, no second file", STOCK, TWO, None, None, "not_reported"),
    Line("sum, a code first", COUNT, NOTHING, said(value_half=2, value_year=2), "2", "not_met"),
    Line("sum, a code first, second half only", COUNT, NOTHING, PART, "2", "not_met"),
    Line("latest, a code first", STOCK, NOTHING, said(value_year=2), "2", "not_met"),
    Line("sum, no first file, second half only", COUNT, None, PART, "2", "not_reported", is_partial=True),
    Line("latest, no first file", STOCK, None, said(value_year=2), "2", "not_met"),
    Line("sum, no first file, both cells", COUNT, None, ALL, "4", "met"),
    Line("latest, no first file, whole year", STOCK, None, said(value_year=4), "4", "met"),
    Line(
        "sum, two codes", COUNT, said(no_value_code="in_progress"), NOTHING, None,
        "not_started", code="not_started",
    ),
    Line(
        "latest, two codes", STOCK, NOTHING, said(no_value_code="in_progress"), None,
        "in_progress", code="in_progress",
    ),
    Line("ceiling, 1 then 0", CEILING, said(value=1), said(value_half=0, value_year=1), "1", "breached"),
    Line("ceiling, 1 then 0, second half only", CEILING, said(value=1), said(value_half=0), "1", "breached"),
    Line("ceiling, 0 then 0", CEILING, said(value=0), said(value_half=0, value_year=0), "0", "met"),
    Line("ceiling, 0 then no file", CEILING, said(value=0), None, "0", "not_reported", is_partial=True),
    Line("sum, then cancelled", COUNT, TWO, said(no_value_code="cancelled"), "2", "cancelled"),
    Line("sum reached, then cancelled", Measure("count", 2), TWO, said(no_value_code="cancelled"), "2", "met"),
    Line("latest, then not applicable", STOCK, TWO, said(no_value_code="not_applicable"), "2", "not_applicable"),
    Line("ceiling broken, then cancelled", CEILING, said(value=1), said(no_value_code="cancelled"), "1", "breached"),
    Line("ceiling kept, then cancelled", CEILING, said(value=0), said(no_value_code="cancelled"), "0", "cancelled"),
    Line("sum, only value", COUNT, TWO, said(value=4), "4", "met"),
    Line("sum, no first file, restated", COUNT, None, said(value_half=2, restated=1), "3", "not_met"),
    Line("ratio, then cancelled", RATIO, THREE_QUARTERS, said(no_value_code="cancelled"), "75", "cancelled"),
    Line(
        "ratio restated", RATIO, THREE_QUARTERS,
        said(numerator=45, denominator=50, restated_numerator=36, restated_denominator=40), "90", "met",
    ),
    Line("share of one base", SPENT, said(numerator=30, denominator=80), said(numerator=47, denominator=80),
         "96.25", "met"),
    Line("share of a base that grew", SPENT, said(numerator=30, denominator=80), said(numerator=47, denominator=100),
         "77", "not_met"),
    Line("latest ratio", LATEST, THREE_QUARTERS, NINE_TENTHS, "90", "met"),
    Line("latest ratio carried", LATEST, THREE_QUARTERS, said(no_value_code="no_cases"), "75", "not_met"),
    Line("sum restated", COUNT, TWO, said(value_half=2, restated=3), "5", "met"),
    Line("neither half sent", COUNT, None, None, None, "not_reported"),
    Line("longest of 8 and 5", DURATION, said(value=8), said(value_year=5), "8", "met"),
    Line("longest of 12 and 5", DURATION, said(value=12), said(value_year=5), "12", "breached"),
    Line("longest, then no cases", DURATION, said(value=8), said(no_value_code="no_cases"), "8", "met"),
    Line("ratio of sums", RATIO, THREE_QUARTERS, NINE_TENTHS, "83.333333", "met"),
    Line("ratio, no first file", RATIO, None, THREE_QUARTERS, "75", "not_reported", is_partial=True),
    Line("ratio, no first file, yet met", RATIO, None, NINE_TENTHS, "90", "met", is_partial=True),
    Line("ratio, a code first", RATIO, said(no_value_code="not_due"), NINE_TENTHS, "90", "met"),
    Line(
        "ratio, no second file", RATIO, THREE_QUARTERS, None, "75", "not_reported", is_partial=True
    ),
    Line("least of 5 and 3", LEAST, said(value=5), said(value_year=3), "3", "not_met"),
    Line("mean of 5 and 3", MEAN, said(value=5), said(value_year=3), "4", "met"),
)  # fmt: skip


@pytest.fixture(scope="module")
def years() -> Rolled:
    """Return the offices of all lines, each with one division."""
    return roll_up_offices([Office(line.name, (line.measure,), (line.first,), (line.second,)) for line in LINES])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_the_year_of_two_halves(years: Rolled, line: Line) -> None:
    row = years.measure(line.name, YEAR)
    assert row["outcome_value"] == (None if line.value is None else Decimal(line.value))
    assert (row["status"], row["is_partial"], row["no_value_code"]) == (line.status, line.is_partial, line.code)


STOPPED = said(no_value_code="cancelled")


def test_what_a_division_did_before_it_stopped_stays_in_the_sum_and_is_marked() -> None:
    """Both did 2 in the first half; then one went on with 1, and the other stopped: 2 + 1 and 2."""
    offices = [
        Office("support stops", (COUNT,), (TWO, TWO), (said(value_half=1, value_year=3), STOPPED)),
        Office("lead stops", (COUNT,), (TWO, TWO), (STOPPED, said(value_half=1, value_year=3))),
        Office("had done nothing", (COUNT,), (TWO, NOTHING), (said(value_half=1, value_year=3), STOPPED)),
        Office("nobody stops", (COUNT,), (TWO, TWO), (said(value_half=1, value_year=3), said(value_year=2))),
    ]
    rolled = roll_up_offices(offices)
    found = {office.name: rolled.measure(office.name, YEAR) for office in offices}
    assert {name: (row["outcome_value"], row["stopped_code"]) for name, row in found.items()} == {
        "support stops": (5, "cancelled"),
        "lead stops": (5, "cancelled"),
        "had done nothing": (3, None),
        "nobody stops": (5, None),
    }
    assert not any(row["is_partial"] for row in found.values())


def test_a_restated_ratio_is_the_first_half_of_the_change() -> None:
    year = said(numerator=45, denominator=50, restated_numerator=36, restated_denominator=40)
    rolled = roll_up_offices([Office("both", (RATIO,), (THREE_QUARTERS,), (year,))])
    assert rolled.measure("both", YEAR)["first_half_value"] == 90
    assert rolled.change("both")["first_half_value"] == 90


def test_an_older_value_stays_known_beside_work_in_progress(years: Rolled) -> None:
    assert years.measure("latest, in progress at the year's end", YEAR)["first_half_value"] == 2


def test_a_restated_half_is_the_first_half(years: Rolled) -> None:
    assert years.measure("sum restated", YEAR)["first_half_value"] == 3


def test_the_second_half_of_a_sum_is_known_from_the_whole_year() -> None:
    rolled = roll_up_offices([Office("whole", (COUNT,), (TWO,), (said(value_year=5),))])
    assert rolled.measure("whole", YEAR)["period_value"] == 3


@dataclass(frozen=True)
class Joint:
    """What two divisions said in one round, the lead first, and what it must come to."""

    name: str
    measure: Measure
    files: tuple[File, File]
    value: str | None
    status: str
    is_partial: bool = False


LEVEL = Measure("level", 3, unit="ระดับ")
DOCUMENT = Measure("document", 100, unit="ร้อยละ")
PROGRESS = Measure("progress", 100, unit="ร้อยละ")
AVERAGE = Measure("score", 85, unit="ร้อยละ", across_divisions="mean")
WAITING = said(no_value_code="in_progress")
JOINTS = (
    Joint("counts are added", COUNT, (said(value=2), said(value=2)), "4", "met"),
    Joint("cancelled is left out", COUNT, (TWO, said(no_value_code="cancelled")), "2", "on_track"),
    Joint("not applicable is left out", COUNT, (TWO, said(no_value_code="not_applicable")), "2", "on_track"),
    Joint("no cases is left out", COUNT, (TWO, said(no_value_code="no_cases")), "2", "on_track"),
    Joint("a lead without cases is left out", COUNT, (said(no_value_code="no_cases"), TWO), "2", "on_track"),
    Joint("a sum of those present", COUNT, (TWO, WAITING), "2", "on_track", is_partial=True),
    Joint("a sum without a file", COUNT, (TWO, None), "2", "on_track", is_partial=True),
    Joint("the lowest level", LEVEL, (said(value=4), said(value=2)), "2", "on_track"),
    Joint("the lowest level present", LEVEL, (said(value=4), None), "4", "met", is_partial=True),
    Joint("a document that one has", DOCUMENT, (said(value=0), said(value=100)), "100", "met"),
    Joint("the longest time", DURATION, (said(value=4), said(value=12)), "12", "breached"),
    Joint("a mean", AVERAGE, (said(value=80), said(value=90)), "85", "met"),
    Joint("a mean that lacks one", AVERAGE, (said(value=80), WAITING), None, "in_progress", is_partial=True),
    Joint("a mean without a file", AVERAGE, (said(value=80), None), None, "not_reported", is_partial=True),
    Joint(
        "a ratio of sums", RATIO, (THREE_QUARTERS, said(numerator=10, denominator=60)), "40", "on_track"
    ),
    Joint("a ratio that lacks one", RATIO, (THREE_QUARTERS, WAITING), None, "in_progress", is_partial=True),
    Joint("the lead alone", PROGRESS, (said(value=90), said(value=50)), "90", "on_track"),
    Joint("the lead's code", PROGRESS, (WAITING, said(value=50)), None, "in_progress"),
    Joint("the lead's silence", PROGRESS, (None, said(value=50)), None, "not_reported"),
    Joint("the lead without support", PROGRESS, (said(value=90), None), "90", "on_track"),
    Joint("a partial ceiling is never met", CEILING, (said(value=0), None), "0", "not_reported", is_partial=True),
    Joint("a partial ceiling may be passed", CEILING, (said(value=1), None), "1", "breached", is_partial=True),
    Joint("nobody had a case", DURATION, (said(no_value_code="no_cases"),) * 2, None, "no_cases"),
)  # fmt: skip


@pytest.fixture(scope="module")
def joints() -> Rolled:
    """Return the offices of all joint answers."""
    return roll_up_offices([Office(joint.name, (joint.measure,), joint.files) for joint in JOINTS])


@pytest.mark.parametrize("joint", JOINTS, ids=lambda joint: joint.name)
def test_the_value_of_several_divisions(joints: Rolled, joint: Joint) -> None:
    row = joints.measure(joint.name, HALF)
    assert row["outcome_value"] == (None if joint.value is None else Decimal(joint.value))
    assert (row["status"], row["is_partial"]) == (joint.status, joint.is_partial)


@pytest.mark.parametrize(
    ("across", "restated", "value", "percent"),
    [
        ("mean", None, "85", "106.25"),
        ("min", None, "80", "100"),
        ("max", None, "90", "112.5"),
        ("mean", 70, "80", "100"),
        ("min", 70, "70", "87.5"),
        ("max", 100, "100", "125"),
    ],
)
def test_the_first_half_of_two_divisions_is_theirs_together(
    across: str, restated: int | None, value: str, percent: str
) -> None:
    """80 and 90 of 80; the first division says at the year's end what its half really was, or nothing of it."""
    measure = Measure("score", 80, unit="คะแนน", across_divisions=across)
    half = (said(value=80), said(value=90))
    year = (said(value_year=95, restated=restated), said(value_year=95))
    rolled = roll_up_offices([Office("both", (measure,), half, year)])
    change = rolled.change("both")
    assert change["first_half_value"] == Decimal(value)
    assert change["first_half_achievement_pct"] == Decimal(percent)
    assert change["is_regressed"] is (restated == 100)


def test_a_ceiling_kept_by_each_division_is_kept_by_the_half() -> None:
    measure = Measure("duration", 100, "at_most", unit="วัน", across_divisions="max")
    half = (said(value=80), said(value=90))
    rolled = roll_up_offices([Office("both", (measure,), half, (said(value_year=70), said(value_year=60)))])
    change = rolled.change("both")
    assert (change["first_half_value"], change["first_half_achievement_pct"]) == (90, 100)
