"""What is new in an inbox, and which rounds it concerns."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sarup import pipeline
from sarup.commands.news import InboxWatch
from sarup.errors import UsageError
from tests.support.whole_way import HALF, SAMPLE, YEAR

NOW = datetime.fromisoformat("2021-04-20T09:00:00+07:00")
PLAN, FORM, LATER = "plan/plan-2564.xlsx", "hr/รายงานผล_hr_2564-6m.xlsx", "hr/รายงานผล_hr_2564-12m.xlsx"


class Office:
    """An inbox and a reference folder of a test's own, watched."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.home, self.reference = folder / "inbox", folder / "home", folder / "reference"
        self.inbox.mkdir()
        shutil.copytree(SAMPLE / "reference", self.reference)
        self.watch = self.new_watch()

    def new_watch(self) -> InboxWatch:
        return InboxWatch(self.inbox, self.reference, self.home, timedelta(minutes=5))

    def drop(self, path: str) -> Path:
        (self.inbox / path).parent.mkdir(exist_ok=True)
        return Path(shutil.copyfile(SAMPLE / "inbox" / path, self.inbox / path))

    def look(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Look twice; return the rounds of what is new."""
        self.watch.look(NOW)
        found = self.watch.look(NOW)
        return found and (found.rounds, found.following)

    def take_in(self, *written: str) -> None:
        """Journal what lies there, as a run does, and write documents of some rounds."""

        def read_nothing(_stage: str, _requests: Sequence[Any]) -> None:
            """Leave files unread: what they hold is not asked here."""

        run = pipeline.open_run(HALF, self.inbox, self.reference, self.home, None, None, NOW)
        pipeline.gather_inbox(run, read_nothing)
        for code in written:
            (self.home / "output" / code).mkdir(parents=True)
            (self.home / "output" / code / "report.pdf").touch()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_file_is_new_when_two_looks_saw_it_the_same_and_until_a_run_took_it(office: Office) -> None:
    assert office.look() is None
    office.drop(FORM)
    assert office.watch.look(NOW) is None
    found = office.watch.look(NOW)
    assert found is not None and found.rounds == (HALF,)
    assert office.watch.look(NOW) == found
    assert office.new_watch().look(NOW) is None
    office.take_in()
    assert office.look() is None


def test_what_is_still_being_copied_is_new_when_it_is_whole_or_was_left_for_the_time_of_grace(office: Office) -> None:
    path = office.drop(FORM)
    whole = path.read_bytes()
    path.write_bytes(whole[:2000])
    now = datetime.now().astimezone()
    office.watch.look(now)
    assert office.watch.look(now) is None
    left = office.watch.look(now + timedelta(minutes=6))
    assert left is not None
    path.write_bytes(whole)
    office.watch.look(now)
    found = office.watch.look(now)
    assert found is not None and found.things != left.things


def test_a_file_is_answered_in_the_round_it_names_and_later_documents_of_the_year_follow(office: Office) -> None:
    office.drop(PLAN)
    office.take_in(HALF, YEAR)
    office.drop(FORM)
    assert office.look() == ((HALF,), (YEAR,))
    office.take_in()
    office.drop(LATER)
    assert office.look() == ((YEAR,), ())


def test_a_plan_or_a_changed_reference_file_touches_every_round_that_has_documents(office: Office) -> None:
    office.drop(FORM)
    office.take_in(HALF, YEAR)
    office.drop(PLAN)
    assert office.look() == ((HALF, YEAR), ())
    office.take_in()
    assert office.look() is None
    divisions = office.reference / "divisions.csv"
    divisions.write_bytes(divisions.read_bytes() + b"\n")
    assert office.look() == ((HALF, YEAR), ())


def test_what_names_no_round_is_answered_with_the_one_that_runs(office: Office) -> None:
    (office.inbox / "hr").mkdir()
    (office.inbox / "hr" / "note.txt").write_text("note", encoding="utf-8")
    assert office.look() == ((YEAR,), ())  # the second half asks from 1 April 2564


def test_a_reference_file_that_cannot_be_used_is_told(office: Office) -> None:
    office.drop(FORM)
    office.watch.look(NOW)
    (office.reference / "rounds.csv").write_text("round_code\nx\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"rounds\.csv"):
        office.watch.look(NOW)
