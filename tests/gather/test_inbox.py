"""The inbox is read, never changed: what counts as a file, whose it is, when it came."""

import errno
import logging
import os
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup import system
from sarup.errors import StorageError, UsageError
from sarup.gather import inbox as inbox_module
from sarup.gather import listing
from sarup.gather.inbox import list_inbox, read_receipts, receive_files
from sarup.record.archive import Archive

NOW = datetime.fromisoformat("2021-10-20T09:00:00+07:00")


def put(inbox: Path, *names: str) -> None:
    for name in names:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_files_of_division_folders_are_listed_in_one_order_however_deep(tmp_path: Path) -> None:
    put(tmp_path, "b/2.xlsx", "a/new/1.xlsx", "b/1.xlsx")
    listed = [path.relative_to(tmp_path).as_posix() for path in list_inbox(tmp_path)]
    assert listed == ["a/new/1.xlsx", "b/1.xlsx", "b/2.xlsx"]


@pytest.mark.parametrize(
    "name", ["~$a.xlsx", ".~lock.a.xlsx#", ".hidden", "~a.xlsx", "Thumbs.db", ".DS_Store", "a.xlsx.part", "a.TMP"]
)
def test_what_programs_leave_behind_is_no_file(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"a/{name}")
    assert list_inbox(tmp_path) == []


def test_hidden_folders_and_links_are_not_entered(tmp_path: Path) -> None:
    put(tmp_path, ".git/a.xlsx", "away/a.xlsx")
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "linked").symlink_to(tmp_path / "away")
    (tmp_path / "box" / "file.xlsx").symlink_to(tmp_path / "away" / "a.xlsx")
    assert [path.parent.name for path in list_inbox(tmp_path)] == ["away"]


def test_a_file_is_dated_by_its_receipt_else_by_the_time_it_was_seen(tmp_path: Path) -> None:
    put(tmp_path / "box", "a/1.xlsx", "a/2.xlsx")
    (tmp_path / "box" / "receipts.csv").write_text(
        "path,received_at,channel\na/1.xlsx,2021-04-20T16:30:00+07:00,e-mail\n", encoding="utf-8"
    )
    first, second = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert (first.received_at.isoformat(), first.channel) == ("2021-04-20T16:30:00+07:00", "e-mail")
    assert (second.received_at, second.channel) == (NOW, "inbox")


def test_names_are_composed_so_that_a_receipt_finds_a_decomposed_file(tmp_path: Path) -> None:
    name = "a/é.xlsx"
    put(tmp_path / "box", unicodedata.normalize("NFD", name))
    (tmp_path / "box" / "receipts.csv").write_text(
        f"path,received_at,channel\n{unicodedata.normalize('NFC', name)},2021-04-20T16:30:00+07:00,post\n",
        encoding="utf-8",
    )
    (arrival,) = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert (arrival.file_name, arrival.channel) == (unicodedata.normalize("NFC", "é.xlsx"), "post")


@pytest.mark.parametrize(
    "text",
    [
        "path,received_at,channel\na/1.xlsx,yesterday,post\n",
        "path,received_at,channel\na/1.xlsx,10/1/2021 16:30,post\n",
        "path,received_at,channel\na/1.xlsx,,post\n",
        "path,received_at,channel\na/1.xlsx,2021-04-20,post\na/1.xlsx,2021-04-21,post\n",
    ],
)
def test_a_receipt_that_cannot_be_understood_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "receipts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="บรรทัดที่ 2"):
        read_receipts(tmp_path)


def test_receipts_may_be_a_workbook_whose_times_are_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path / "box", "a/1.xlsx", "a/2.xlsx", "a/3.xlsx")
    book = openpyxl.Workbook()
    for line in (
        ["path", "received_at", "channel"],
        ["a/1.xlsx", datetime(2021, 4, 20, 16, 30), "e-mail"],
        ["a/2.xlsx", "๒๐ เม.ย. ๖๔ เวลา ๑๖.๓๐ น.", "หนังสือ"],
        ["a/3.xlsx", date(2021, 4, 20), "หนังสือ"],
    ):
        book.active.append(line)
    book.save(tmp_path / "box" / "receipts.xlsx")
    with caplog.at_level(logging.WARNING, logger="sarup.pipeline.inbox"):
        arrivals = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert [(one.received_at.isoformat(), one.channel) for one in arrivals] == [
        ("2021-04-20T16:30:00+07:00", "e-mail"),
        ("2021-04-20T16:30:00+07:00", "หนังสือ"),
        ("2021-04-20T00:00:00+07:00", "หนังสือ"),
    ]
    assert caplog.records == []


def test_two_tables_of_receipts_are_told(tmp_path: Path) -> None:
    put(tmp_path, "receipts.csv", "receipts.xlsx")
    with pytest.raises(UsageError, match=r"receipts\.csv receipts\.xlsx"):
        read_receipts(tmp_path)


def test_a_file_beside_the_folders_is_told_and_left(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path / "box", "a/1.xlsx", "stray.xlsx")
    with caplog.at_level(logging.WARNING, logger="sarup.pipeline.inbox"):
        arrivals = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert [arrival.file_name for arrival in arrivals] == ["1.xlsx"]
    assert [record.left for record in caplog.records] == [("stray", "stray.xlsx")]  # type: ignore[attr-defined]
    assert (tmp_path / "box" / "stray.xlsx").exists()


def test_the_same_bytes_in_two_folders_are_two_submissions_of_one_archived_file(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / "box" / folder).mkdir(parents=True)
        (tmp_path / "box" / folder / "form.xlsx").write_bytes(b"same")
    one, other = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert one.sha256 == other.sha256
    assert one.submission_id != other.submission_id
    assert len([path for path in (tmp_path / "archive").rglob("*") if path.is_file()]) == 1


def test_the_inbox_is_taken_as_windows_tells_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "box", "a/new/1.xlsx")
    (tmp_path / "box" / "a" / "link.xlsx").symlink_to(tmp_path / "box" / "a" / "new" / "1.xlsx")
    monkeypatch.setattr(system, "IS_WINDOWS", True)
    monkeypatch.setattr(system, "NO_LINKS", 0)
    (arrival,) = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert (arrival.division_code, arrival.folder, arrival.file_name) == ("a", "new", "1.xlsx")


def test_a_file_with_a_path_too_long_for_windows_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path / "box", "a/1.xlsx", f"a/{'ก' * 60}.xlsx")

    def of_short_ones(entry: os.DirEntry[bytes]) -> os.stat_result:
        if len(entry.name) > 100:
            raise FileNotFoundError
        return entry.stat(follow_symlinks=False)

    monkeypatch.setattr(listing, "status_of", of_short_ones)
    monkeypatch.setattr(system, "_longest_path", lambda: len(str(tmp_path)) + 50)
    with caplog.at_level(logging.WARNING, logger="sarup.pipeline.inbox"):
        arrivals = receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert [arrival.file_name for arrival in arrivals] == ["1.xlsx"]
    assert [record.left for record in caplog.records] == [("deep", f"a/{'ก' * 60}.xlsx")]  # type: ignore[attr-defined]


def refusing(number: int) -> Callable[..., None]:
    """Return a call that the system refuses."""

    def call(*_: object) -> None:
        raise OSError(number, "refused")

    return call


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_an_archive_that_the_disk_refuses_is_not_told_as_a_file_that_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    put(tmp_path / "box", "a/1.xlsx")
    monkeypatch.setattr(os, "fsync", refusing(number))
    with pytest.raises(StorageError) as refused:
        receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)
    assert refused.value.reason.errno == number


@pytest.mark.parametrize("name", ["open_no_link", "scandir"])
@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOMEM])
def test_handles_and_memory_of_ours_that_are_used_up_are_no_fault_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    put(tmp_path / "box", "a/1.xlsx")
    monkeypatch.setattr(inbox_module if name == "open_no_link" else os, name, refusing(number))
    with pytest.raises(StorageError):
        receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW)


def test_a_file_that_its_share_does_not_give_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path / "box", "a/1.xlsx")
    monkeypatch.setattr(inbox_module, "open_no_link", refusing(errno.EIO))
    with caplog.at_level(logging.WARNING, logger="sarup.pipeline.inbox"):
        assert receive_files(tmp_path / "box", Archive(tmp_path / "archive"), NOW) == []
    assert [record.left for record in caplog.records] == [("waiting", "a/1.xlsx")]  # type: ignore[attr-defined]
