"""Working days: weekends, holidays of every year and those that an office lists, and the due day that moves."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from sarup.gather.reference_folder import read_reference
from sarup.office.holidays import yearly_holidays
from sarup.office.tables import FaultyReference
from tests.support.whole_way import HALF, SAMPLE, YEAR

HOLIDAYS = yearly_holidays()


@pytest.mark.parametrize(
    ("announced", "due"),
    [
        ("2021-04-12", "2021-04-12"),  # a Monday
        ("2021-04-13", "2021-04-16"),  # Songkran is three days long
        ("2021-04-15", "2021-04-16"),
        ("2021-10-23", "2021-10-25"),  # a holiday on a Saturday: what is granted in lieu, the office lists
        ("2021-12-31", "2022-01-03"),  # the last day of the year, the first, a Sunday
        ("2020-04-15", "2020-04-15"),  # of the fiscal year 2563, which is before any holiday counts
    ],
)
def test_a_due_day_moves_to_the_next_working_day(announced: str, due: str) -> None:
    assert HOLIDAYS.moved(date.fromisoformat(announced)) == date.fromisoformat(due)


def test_a_day_that_the_office_lists_moves_it_further() -> None:
    listed = HOLIDAYS.with_listed([date(2021, 10, 25), date(2021, 10, 26)])
    assert listed.moved(date(2021, 10, 23)) == date(2021, 10, 27)
    assert HOLIDAYS.moved(date(2021, 10, 23)) == date(2021, 10, 25)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "2021-04-16"),
        (-1, "2021-04-12"),
        (-2, "2021-04-09"),
        (-5, "2021-04-05"),
        (1, "2021-04-19"),
        (7, "2021-04-27"),
    ],
)
def test_working_days_are_counted_around_songkran(count: int, expected: str) -> None:
    assert HOLIDAYS.working_days_after(date(2021, 4, 16), count) == date.fromisoformat(expected)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE / "reference", tmp_path / "reference"))


def test_a_round_keeps_the_day_that_was_announced(folder: Path) -> None:
    known = read_reference(folder)
    assert [(r.announced_due_on, r.due_on) for r in known.rounds] == [
        (date(2021, 4, 15), date(2021, 4, 16)),
        (date(2021, 10, 15), date(2021, 10, 15)),
    ]


def test_the_office_s_holidays_count_for_its_rounds_and_are_known_again(folder: Path) -> None:
    (folder / "holidays.csv").write_text("day,name\n๑๖ เมษายน ๒๕๖๔,วันหยุดพิเศษ\n2021-10-15,วันหยุดพิเศษ\n", encoding="utf-8")
    known = read_reference(folder)
    due = {HALF: date(2021, 4, 19), YEAR: date(2021, 10, 18)}
    assert {r.round_code: r.due_on for r in known.rounds} == due
    again = read_reference(folder, known.files)
    assert {r.round_code: r.due_on for r in again.rounds} == due


def test_a_holiday_that_is_no_day_is_told_with_its_line(folder: Path) -> None:
    (folder / "holidays.csv").write_text("day,name\nวันหยุด,วันหยุดพิเศษ\n", encoding="utf-8")
    with pytest.raises(FaultyReference, match=r"holidays\.csv บรรทัดที่ 2 ช่อง day เป็น “วันหยุด”"):
        read_reference(folder)
