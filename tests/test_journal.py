"""The journal says what arrived when, in one order, and forgets nothing."""

import itertools
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sarup.codes import ActKind, ActOutcome
from sarup.record.acts import JournaledAct
from sarup.record.journal import Journal, ReceiptChange
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


def test_a_corrected_receipt_takes_effect_and_both_lines_stay(tmp_path: Path) -> None:
    first, second, third = AT, AT + timedelta(days=1), AT + timedelta(days=2)
    wrong = arrival("a", "1")
    right = replace(wrong, received_at=AT - timedelta(days=5), is_declared=True)
    with Journal(tmp_path / "journal.sqlite") as journal:
        for time, seen in ((first, wrong), (second, right), (third, right)):
            journal.record_arrivals([seen])
            journal.record_receipts([seen], time)
        assert [journal.arrivals(time) for time in (first, second, None)] == [[wrong], [right], [right]]
        changes = [journal.receipt_changes(time) for time in (first, second, third)]
        assert changes == [[], [ReceiptChange(wrong, right)], []]
        lines = journal.connection.execute("select received_at from arrival union all select received_at from receipt")
        assert [datetime.fromisoformat(line) for (line,) in lines] == [AT, AT - timedelta(days=5)]


def test_a_receipt_corrected_twice_is_told_from_step_to_step(tmp_path: Path) -> None:
    steps = [replace(arrival("a", "1", minutes), is_declared=True) for minutes in (0, 10, 20)]
    with Journal(tmp_path / "journal.sqlite") as journal:
        for step in steps:
            journal.record_arrivals([step])
            journal.record_receipts([step], step.received_at)
        assert journal.receipt_changes(steps[2].received_at) == [ReceiptChange(steps[1], steps[2])]


def test_the_same_time_in_another_zone_is_no_change_and_another_channel_is(tmp_path: Path) -> None:
    there = replace(arrival("a", "1"), received_at=AT.astimezone(UTC), is_declared=True)
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([arrival("a", "1")])
        journal.record_receipts([there], AT)
        assert journal.receipt_changes(AT) == []
        journal.record_receipts([replace(there, channel="email")], AT)
        assert [one.channel for one in journal.arrivals()] == ["email"]


def test_a_run_without_a_receipt_changes_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([arrival("a", "1")])
        journal.record_receipts([arrival("a", "1", minutes=60)], AT)
        assert journal.arrivals() == [arrival("a", "1")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_of_several_files_of_the_same_bytes_the_known_name_speaks(tmp_path: Path, order: tuple[int, ...]) -> None:
    copies = [
        replace(arrival(name, "1", minutes), is_declared=True) for name, minutes in (("b", 0), ("a", -60), ("c", -120))
    ]
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([copies[0]])
        journal.record_receipts([copies[number] for number in order], AT)
        assert journal.arrivals() == [copies[0]]
        journal.record_receipts([copies[number] for number in order if number], AT)
        assert [one.received_at for one in journal.arrivals()] == [AT - timedelta(minutes=120)]


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


def test_an_act_stands_in_the_journal_once(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2021-04-17T02:00:00+07:00")
    act = JournaledAct("report/2564-6m/2021-04-16/+0", ActKind.REPORT, "2564-6m", at, at, ActOutcome.DONE, "made of")
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_act(act)
        with pytest.raises(sqlite3.IntegrityError):
            journal.record_act(replace(act, outcome=ActOutcome.PASSED_OVER))
        assert journal.acts() == [act]
