"""The pool: every file gets its reading, in order, even when readers die, hang or talk nonsense."""

import signal
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

import sarup.gather.pool
import sarup.system
from sarup.errors import BrokenArchiveError, StorageError
from sarup.gather.container import NOT_GIVEN, OUT_OF_MEMORY, Limits
from sarup.gather.pool import Reading, WorkerPool
from sarup.gather.workbook import Cell

# A reader that dies, hangs, leaves or answers by what the path says; it notes each try in a file beside it.
ODD_READER = """
import json, os, signal, sys, time
print("ready", flush=True)
for line in sys.stdin:
    path = json.loads(line)["path"]
    with open(path + ".tries", "a") as tries:
        tries.write("x")
    count = os.path.getsize(path + ".tries")
    name = os.path.basename(path)
    if "greedy" in name and count == 1:
        print(json.dumps({"ok": False, "rule": "X02", "detail": "needs too much memory", "kind": ""}), flush=True)
        continue
    if "die" in name or ("once" in name and count == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in name:
        time.sleep(60)
    if "half" in name:
        print('{"ok": ', end="", flush=True)
        time.sleep(60)
    if "leave" in name:
        sys.stdout.write('{"ok": tr' * ("midway" in name))
        sys.exit(0)
    if "shut" in name:
        os.close(1)
        time.sleep(60)
    if "nonsense" in name:
        sys.stdout.buffer.write(open(path, "rb").read() + b"\\n")
        sys.stdout.flush()
        continue
    print(json.dumps({"ok": False, "rule": "S02", "detail": name, "kind": ""}), flush=True)
"""


# A reader that limits itself as ours does and then computes for ever.
BUSY_READER = """
import json, sys
from sarup.gather.container import Limits
from sarup.gather.worker import limit_resources
print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    with open(request["path"] + ".tries", "a") as tries:
        tries.write("x")
    limit_resources(Limits(**request["limits"]))
    while True:
        pass
"""


def odd_pool(size: int = 2, wall_seconds: float = 0.4) -> WorkerPool:
    return WorkerPool(size, wall_seconds, command=(sys.executable, "-I", "-c", ODD_READER))


def tries(path: Path) -> int:
    return len(Path(f"{path}.tries").read_text())


def test_files_are_read_in_the_order_asked(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in range(9)]
    for number, path in enumerate(paths):
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_number(0, 0, number)
    paths[4].write_bytes(paths[4].read_bytes()[:-30])
    with WorkerPool(size=2) as pool:
        readings = pool.read_many(paths)
        again = pool.read_many(paths)
    assert [r.workbook.sheets[0].cells[0].text if r.workbook else r.rule for r in readings] == [
        "0", "1", "2", "3", "S01", "5", "6", "7", "8",
    ]  # fmt: skip
    assert again == readings


def test_no_files_are_no_readings() -> None:
    with WorkerPool(size=1) as pool:
        assert pool.read_many([]) == []


@pytest.mark.parametrize("name", ["die", "hang", "half", "leave", "leave-midway", "shut"])
def test_a_file_that_breaks_its_reader_is_tried_once_more_and_costs_itself_only(tmp_path: Path, name: str) -> None:
    paths = [tmp_path / "a", tmp_path / name, tmp_path / "b", tmp_path / "c"]
    with odd_pool() as pool:
        readings = pool.read_many(paths)
    assert [reading.rule for reading in readings] == ["S02", "X02", "S02", "S02"]
    assert [reading.detail for reading in readings if reading.rule == "S02"] == ["a", "b", "c"]
    assert [tries(path) for path in paths] == [1, 2, 1, 1]


@pytest.mark.parametrize("name", ["leave", "leave-midway", "shut"])
def test_a_reader_that_ends_its_answer_early_is_not_waited_for(tmp_path: Path, name: str) -> None:
    began = time.monotonic()
    with odd_pool(size=1, wall_seconds=30) as pool:
        (reading,) = pool.read_many([tmp_path / name])
    assert reading.rule == "X02"
    assert "reader ended" in reading.detail
    assert time.monotonic() - began < 15


WORKBOOK = (
    b'{"ok": true, "workbook": {"date1904": false, "has_macros": false, "container": "xlsx", "underlined": [], '
    b'"sheets": [%s]}}'
)
SHEET = (
    b'{"name": "a", "state": "visible", "cells": [%s], "merges": [], "hidden_rows": [], "hidden_columns": [], '
    b'"far": [], "clocks": [[1, 2, "16:30:00"]]}'
)


@pytest.mark.parametrize(
    "reply",
    [
        b"", b"{", b"not json", b"\xff\xfe\x00", b"[]", b"null", b"7", b"{}", b'{"ok": true}', b'{"ok": 1}',
        b'{"ok": false}', b'{"ok": false, "rule": "S01"}', b'{"ok": false, "rule": 1, "detail": null, "kind": ""}',
        b'{"ok": false, "rule": "S01", "detail": "", "kind": null}',
        b'{"ok": true, "workbook": []}', b'{"ok": true, "workbook": {"sheets": 3}}', b"[" * 200_000,
        b'{"ok": false, "rule": "S01", "detail": ""}\n{"ok": false, "rule": "S01", "detail": ""}',
        b"9" * 5000, WORKBOOK % b'{"name": "a"}', WORKBOOK % b"[]", WORKBOOK % SHEET % b"[1, 2]",
        WORKBOOK % SHEET % b"null",
    ],
    ids=lambda reply: repr(reply[:30]),
)  # fmt: skip
def test_a_nonsensical_reply_costs_its_file_only(tmp_path: Path, reply: bytes) -> None:
    paths = [tmp_path / "a", tmp_path / "nonsense", tmp_path / "b"]
    paths[1].write_bytes(reply)
    with odd_pool(size=1, wall_seconds=30) as pool:
        readings = pool.read_many(paths)
        assert [reading.rule for reading in readings] == ["S02", "X02", "S02"]
        assert readings[1].detail.startswith("reply not understood")
        assert tries(paths[1]) == 2
        assert pool.read_many([tmp_path / "good"]) == [Reading(None, "S02", "good")]


def test_a_well_formed_reply_of_another_reader_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "nonsense"
    path.write_bytes(WORKBOOK % SHEET % b'[1], [2], ["text"], ["x"], [false], [true]')
    with odd_pool(size=1, wall_seconds=30) as pool:
        (reading,) = pool.read_many([path])
    assert reading.workbook
    assert reading.workbook.sheets[0].cells == [Cell(1, 2, "text", "x", False, True)]
    assert reading.workbook.sheets[0].clocks == [(1, 2, "16:30:00")]


def test_a_reader_that_never_stops_talking_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarup.gather.pool, "REPLY_BYTES", 1 << 20)
    path = tmp_path / "nonsense"
    path.write_bytes(b"x" * (8 << 20))
    with odd_pool(size=1, wall_seconds=30) as pool:
        (reading,) = pool.read_many([path])
    assert reading == Reading(None, "X02", "a reply of over 1048576 bytes")


def test_a_file_that_reads_at_the_second_try_is_read(tmp_path: Path) -> None:
    with odd_pool() as pool:
        assert pool.read_many([tmp_path / "once"]) == [Reading(None, "S02", "once")]


def test_only_killers_leave_the_pool_fit_for_more(tmp_path: Path) -> None:
    killers = [tmp_path / f"die{number}" for number in range(5)]
    with odd_pool() as pool:
        assert {reading.rule for reading in pool.read_many(killers)} == {"X02"}
        assert pool.read_many([tmp_path / "good"]) == [Reading(None, "S02", "good")]


def test_a_reader_that_cannot_start_is_our_failure(tmp_path: Path) -> None:
    with (
        WorkerPool(1, command=(sys.executable, "-c", "raise SystemExit(3)")) as pool,
        pytest.raises(RuntimeError),
    ):
        pool.read_many([tmp_path / "a"])


def filled(path: Path, rows: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number in range(rows):
            sheet.write_string(number, 0, f"{number:05}{'ก' * 195}")
    return path


def test_a_file_that_needs_too_much_memory_is_refused_and_those_after_it_are_read(tmp_path: Path) -> None:
    big, small = filled(tmp_path / "big.xlsx", 50_000), filled(tmp_path / "small.xlsx", 1)
    with WorkerPool(1) as pool:
        assert [reading.rule for reading in pool.read_many([big, small])] == [None, None]
    with WorkerPool(1, limits=Limits(memory_bytes=96 << 20)) as pool:
        readings = pool.read_many([big, small, big, small])
    refused = Reading(None, "X02", OUT_OF_MEMORY)
    assert [reading == refused for reading in readings] == [True, False, True, False]
    assert [reading.rule for reading in readings] == ["X02", None, "X02", None]


def test_memory_that_files_left_behind_is_charged_to_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "greedy-once"
    with odd_pool(size=1, wall_seconds=30) as pool:
        assert pool.read_many([path]) == [Reading(None, "S02", "greedy-once")]
    assert tries(path) == 2


def test_a_reader_that_computes_for_ever_is_stopped_by_its_own_cpu_limit(tmp_path: Path) -> None:
    command = (sys.executable, "-I", "-c", BUSY_READER)
    path = tmp_path / "busy"
    with WorkerPool(1, wall_seconds=60, limits=Limits(cpu_seconds=0), command=command) as pool:
        assert pool.read_many([path]) == [
            Reading(None, "X02", f"reader ended with {-signal.SIGXCPU}"),
        ]
    assert tries(path) == 2


# A reader of a system that has no limits of its own: takes memory without end, or time.
UNLIMITED_READER = """
import json, sys
print("ready", flush=True)
for line in sys.stdin:
    held = []
    while True:
        if "greedy" in line:
            held.append(bytearray(b"x") * (1 << 20))
"""


@pytest.mark.parametrize(("name", "limits", "detail"), [
    ("greedy", Limits(memory_bytes=200 << 20), OUT_OF_MEMORY),
    ("busy", Limits(cpu_seconds=0), "over 0 s of CPU"),
])  # fmt: skip
def test_where_readers_cannot_limit_themselves_they_are_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limits: Limits, detail: str
) -> None:
    monkeypatch.setattr(sarup.system, "LIMITS_ITSELF", False)
    command = (sys.executable, "-I", "-c", UNLIMITED_READER)
    with WorkerPool(1, wall_seconds=30, limits=limits, command=command) as pool:
        assert pool.read_many([tmp_path / name]) == [Reading(None, "X02", detail)]


def test_a_watched_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarup.system, "LIMITS_ITSELF", False)
    with WorkerPool(1) as pool:
        assert [one.rule for one in pool.read_many([filled(tmp_path / "small.xlsx", 1)] * 3)] == [None] * 3


def test_an_archived_file_that_the_disk_does_not_give_is_no_finding_of_its_sender(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt, gone = tmp_path / "spoilt", tmp_path / "gone"
    spoilt.write_bytes(b"form")
    refused = Reading(None, "X01", "OSError(5, 'Input/output error')", NOT_GIVEN)
    monkeypatch.setattr(WorkerPool, "read_many", lambda _, paths: [refused for _ in paths])
    with pytest.raises(StorageError, match="spoilt"):
        WorkerPool().read_archived([spoilt])
    with pytest.raises(BrokenArchiveError, match="gone"):
        WorkerPool().read_archived([gone])
