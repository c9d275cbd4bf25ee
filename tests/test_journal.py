"""The journal says what arrived when, in one order, and forgets nothing."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sarup.journal import Journal
from sarup.submission import Arrival

AT = datetime.fromisoformat("2021-04-20T16:30:00+07:00")


def arrival(name: str, sha256: str = "", minutes: int = 0) -> Arrival:
    return Arrival(sha256 or name, "pr", f"{name}.xlsx", AT + timedelta(minutes=minutes), "post")


def test_arrivals_come_back_as_they_went_in(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([arrival("a")])
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.arrivals() == [arrival("a")]


def test_the_order_is_that_of_time_name_and_hash_whatever_came_in_first(tmp_path: Path) -> None:
    wanted = [arrival("z", minutes=-1), arrival("a", "1"), arrival("a", "2"), arrival("b")]
    for n, order in enumerate(itertools.permutations(wanted)):
        with Journal(tmp_path / f"{n}.sqlite") as journal:
            for one in order:
                journal.record_arrivals([one])
            assert journal.arrivals() == wanted


def test_a_submission_seen_again_keeps_its_first_line(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([arrival("a", "1")])
        journal.record_arrivals([arrival("renamed", "1", minutes=60)])
        assert journal.arrivals() == [arrival("a", "1")]


def test_a_batch_is_recorded_whole_or_not_at_all(tmp_path: Path) -> None:
    def stumbling() -> "itertools.chain[Arrival]":
        return itertools.chain([arrival("a")], (one for one in [arrival("b")] if 1 / 0))

    with Journal(tmp_path / "journal.sqlite") as journal:
        with pytest.raises(ZeroDivisionError):
            journal.record_arrivals(stumbling())
        assert journal.arrivals() == []


def test_unchanged_inputs_add_no_line(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        for digest in ("1", "1", "2", "1"):
            journal.record_input("rounds.csv", digest, AT)
        lines = journal.connection.execute("select sha256 from run_input order by sequence").fetchall()
    assert lines == [("1",), ("2",), ("1",)]


def test_the_last_place_is_remembered_by_name(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.last_place("inbox") is None
        for name, folder in (("inbox", "/a"), ("reference", "/r"), ("inbox", "/b")):
            journal.record_place(name, Path(folder))
        assert journal.last_place("inbox") == Path("/b")
        assert journal.last_place("reference") == Path("/r")
