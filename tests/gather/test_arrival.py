"""Arrival on shared drives: what changes waits, what is no file is told, and nothing is ever lost."""

import io
import logging
import os
import random
import shutil
import socket
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sarup.gather.inbox import receive_files
from sarup.record.archive import Archive
from sarup.submission import Arrival

NOW = datetime.fromisoformat("2021-04-10T09:00:00+07:00")
LATER = NOW + timedelta(minutes=6)


def whole_zip() -> bytes:
    """Return a small zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("xl/workbook.xml", "x" * 400)
    return packed.getvalue()


class Office:
    """An inbox with one division, its archive, and what the log told."""

    def __init__(self, root: Path, caplog: pytest.LogCaptureFixture) -> None:
        self.inbox, self.archive, self.caplog = root / "inbox", Archive(root / "archive"), caplog
        (self.inbox / "a").mkdir(parents=True)

    def put(self, name: str | bytes, data: bytes = b"a,b\n") -> Path:
        """Write a file of the division, changed now."""
        path = Path(os.fsdecode(os.path.join(os.fsencode(self.inbox / "a"), os.fsencode(name))))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
        return path

    def receive(self, pause: Callable[[], object] = lambda: None, now: datetime = NOW) -> list[Arrival]:
        """Run one look after the other."""
        self.caplog.clear()
        with self.caplog.at_level(logging.WARNING, logger="sarup.pipeline.inbox"):
            return receive_files(self.inbox, self.archive, now, lambda: pause() and None)

    def left(self) -> set[tuple[str, str]]:
        """Return what the last run told as left, with its reason."""
        return {record.left for record in self.caplog.records if hasattr(record, "left")}


@pytest.fixture
def office(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Office:
    """Return an empty inbox."""
    return Office(tmp_path, caplog)


def test_a_file_that_grows_between_two_looks_waits_and_is_taken_when_it_stands_still(office: Office) -> None:
    path = office.put("1.csv")
    assert office.receive(lambda: path.write_bytes(b"a,b\n1,2\n")) == []
    assert office.left() == {("waiting", "a/1.csv")}
    (arrival,) = office.receive()
    assert office.archive.path(arrival.sha256).read_bytes() == b"a,b\n1,2\n"


def test_a_file_replaced_by_another_of_its_size_and_time_waits(office: Office) -> None:
    path = office.put("1.csv")

    def replace() -> None:
        path.rename(path.with_name("old.tmp"))
        office.put("1.csv", b"c,d\n")

    assert office.receive(replace) == []


def test_a_file_that_vanishes_is_no_failure(office: Office) -> None:
    path = office.put("1.csv")
    assert office.receive(path.unlink) == []
    assert office.left() == set()


@pytest.mark.parametrize("data", [b"", b"PK", whole_zip()[:200], b"\0" * 500])
def test_a_half_copied_file_waits_and_is_answered_after_its_grace(office: Office, data: bytes) -> None:
    office.put("1.xlsx", data)
    assert office.receive() == []
    assert office.left() == {("waiting", "a/1.xlsx")}
    (arrival,) = office.receive(now=LATER)
    assert office.archive.path(arrival.sha256).read_bytes() == data


def test_a_whole_container_is_taken_at_once(office: Office) -> None:
    office.put("1.xlsx", whole_zip())
    assert len(office.receive()) == 1


def test_a_receipt_declares_a_file_whole(office: Office) -> None:
    office.put("1.xlsx", whole_zip()[:200])
    receipts = "path,received_at,channel\na/1.xlsx,2021-04-09T16:30:00+07:00,e-mail\n"
    (office.inbox / "receipts.csv").write_text(receipts, encoding="utf-8")
    assert [arrival.channel for arrival in office.receive()] == ["e-mail"]


def test_a_receipt_without_its_file_is_told(office: Office) -> None:
    receipts = "path,received_at,channel\na/1.xlsx,2021-04-09T16:30:00+07:00,e-mail\n"
    (office.inbox / "receipts.csv").write_text(receipts, encoding="utf-8")
    assert office.receive() == []
    assert office.left() == {("missing", "a/1.xlsx")}


def test_links_pipes_and_sockets_are_told_and_never_opened(office: Office, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(b"a,b\n")
    (office.inbox / "a" / "link.csv").symlink_to(outside)
    (office.inbox / "linked").symlink_to(tmp_path)
    os.mkfifo(office.inbox / "a" / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(office.inbox / "a")
        try:
            listening.bind("socket")
        finally:
            os.chdir(here)
        assert office.receive() == []
    told = {("link", "a/link.csv"), ("link", "linked"), ("special", "a/pipe.xlsx"), ("special", "a/socket")}
    assert office.left() == told


def test_a_file_that_becomes_a_pipe_meanwhile_is_not_waited_for(office: Office) -> None:
    path = office.put("1.csv")

    def swap() -> None:
        path.unlink()
        os.mkfifo(path)

    assert office.receive(swap) == []
    assert office.left() == {("special", "a/1.csv")}


def test_lock_files_and_temporaries_are_listed(office: Office) -> None:
    for name in ("~$1.xlsx", ".~lock.1.xlsx#", "Thumbs.db", ".DS_Store", "1.xlsx.part"):
        office.put(name)
    assert office.receive() == []
    assert {reason for reason, _ in office.left()} == {"ignored"}
    assert len(office.left()) == 5


def test_names_that_are_no_text_or_cannot_be_seen_are_escaped(office: Office) -> None:
    office.put(b"\xff\xfe.csv")
    office.put("a\nb\u202e.csv")
    names = [arrival.file_name for arrival in office.receive()]
    assert names == ["\\xff\\xfe.csv", "a\\x0ab\\u202e.csv"]


def test_two_spellings_of_one_name_are_both_received_under_it(office: Office) -> None:
    office.put("é.csv", b"a,1\n")
    office.put("e\u0301.csv", b"a,2\n")
    arrivals = office.receive()
    assert [arrival.file_name for arrival in arrivals] == ["é.csv", "é.csv"]
    assert len({arrival.sha256 for arrival in arrivals}) == 2


def test_folders_between_division_and_file_are_kept(office: Office) -> None:
    office.put("2564-6m/ร่าง/1.csv")
    assert [(a.division_code, a.folder, a.file_name) for a in office.receive()] == [("a", "2564-6m/ร่าง", "1.csv")]


def test_a_file_too_large_to_read_is_archived_all_the_same(office: Office) -> None:
    path = office.put("1.csv")
    with path.open("r+b") as file:
        file.truncate(60 << 20)
    os.utime(path, (0, 0))
    (arrival,) = office.receive()
    assert office.archive.path(arrival.sha256).stat().st_size == 60 << 20


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happens_every_file_is_either_received_or_told(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    contents = [b"a,b\n", whole_zip(), whole_zip()[:100], b"", b"x" * 10_000]
    for number in range(30):
        office.put(f"{chance.choice('bcd')}/{number}.{chance.choice(('csv', 'xlsx', 'tmp'))}", chance.choice(contents))
    if chance.random() < 0.3:
        shutil.rmtree(office.inbox / "a" / "b", ignore_errors=True)

    def meanwhile() -> None:
        for path in sorted((office.inbox / "a").rglob("*.*")):
            if chance.random() < 0.2:
                path.write_bytes(chance.choice(contents) + b"more")

    received = {f"a/{a.folder}/{a.file_name}" for a in office.receive(meanwhile)}
    told = {path for _, path in office.left()}
    there = {str(path.relative_to(office.inbox)) for path in office.inbox.rglob("*") if path.is_file()}
    assert received | told == there
    assert not received & told
