"""What is said where storage fails: the place, the cause and the remedy in Thai, whoever told it."""

import errno
import os
import pickle
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sarup import pipeline
from sarup.cli import app as cli
from sarup.commands.storage_faults import say_storage_fault
from sarup.errors import StorageError
from sarup.phrases import known_phrases
from tests.support.whole_way import HALF, SAMPLE


def refused(number: int, path: str | None = "/srv/home/archive") -> OSError:
    return OSError(number, "refused", path)


def of_sqlite(number: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorcode = number
    return error


FULL, RIGHTS, DEVICE = "เพิ่มพื้นที่ว่าง", "ให้สิทธิ์อ่านและเขียน", "ตรวจสอบอุปกรณ์เก็บข้อมูล"
HANDLES, MEMORY, IN_USE = "เพิ่มจำนวนไฟล์ที่ให้เปิดพร้อมกัน", "เพิ่มหน่วยความจำ", "ปิดโปรแกรมนั้น"
FAULTS: list[tuple[BaseException, str, str]] = [
    (refused(errno.ENOSPC), FULL, "/srv/home/archive"),
    (refused(errno.EDQUOT), FULL, "/srv/home/archive"),
    (refused(errno.EIO), DEVICE, "/srv/home/archive"),
    (refused(errno.EROFS), RIGHTS, "/srv/home/archive"),
    (refused(errno.EACCES), RIGHTS, "/srv/home/archive"),
    (refused(errno.EPERM), RIGHTS, "/srv/home/archive"),
    (refused(errno.EMFILE), HANDLES, "/srv/home/archive"),
    (refused(errno.ENFILE, None), HANDLES, "/home-of-office"),
    (refused(errno.ENOMEM, None), MEMORY, "/home-of-office"),
    (MemoryError(), MEMORY, "/home-of-office"),
    (OSError("No space left on device (os error 28)"), FULL, "/home-of-office"),
    (StorageError("/srv/home/archive/ab", refused(errno.ENOSPC, None)), FULL, "/srv/home/archive/ab"),
    (StorageError("/srv/home/archive/ab", OSError("odd")), DEVICE, "/srv/home/archive/ab"),
    (of_sqlite(sqlite3.SQLITE_FULL), FULL, "/home-of-office"),
    (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), DEVICE, "/home-of-office"),
    (of_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), RIGHTS, "/home-of-office"),
    (of_sqlite(sqlite3.SQLITE_BUSY), IN_USE, "/home-of-office"),
    (duckdb.IOException('Could not write file "x": No space left on device'), FULL, "/home-of-office"),
    (duckdb.IOException("IO Error: Could not set lock on file"), IN_USE, "/home-of-office"),
    (duckdb.IOException("IO Error: Could not fsync"), DEVICE, "/home-of-office"),
    (duckdb.OutOfMemoryException("failed to allocate"), MEMORY, "/home-of-office"),
]


@pytest.mark.parametrize(("error", "remedy", "place"), FAULTS, ids=[repr(one[0])[:60] for one in FAULTS])
def test_a_fault_of_storage_is_told_with_place_and_remedy(error: BaseException, remedy: str, place: str) -> None:
    said = say_storage_fault(error, known_phrases(), "/home-of-office")
    assert said is not None and remedy in said and f"{place} " in said
    assert "ไม่มีการเผยแพร่ข้อมูล ไฟล์ที่ได้รับยังอยู่ครบ" in said and said.endswith("เรียกคำสั่งเดิมอีกครั้ง")


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("ours"),
        FileNotFoundError(errno.ENOENT, "gone", "x"),
        of_sqlite(sqlite3.SQLITE_ERROR),
        duckdb.BinderException("no column"),
        OSError("disk full"),
    ],
    ids=repr,
)
def test_any_other_failure_is_none_of_storage(error: BaseException) -> None:
    assert say_storage_fault(error, known_phrases(), "/home-of-office") is None


def test_what_another_program_says_in_its_own_words_is_told_by_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error, home = RuntimeError("Prefect's server did not start"), str(tmp_path)
    assert say_storage_fault(error, known_phrases(), home) is None
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 8, 1))
    assert FULL in str(say_storage_fault(error, known_phrases(), home))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert RIGHTS in str(say_storage_fault(error, known_phrases(), home))


def test_a_fault_of_storage_comes_whole_out_of_another_process() -> None:
    again = pickle.loads(pickle.dumps(StorageError("ab", refused(errno.EIO))))
    assert (again.place, again.reason.errno, again.reason.filename) == ("ab", errno.EIO, "/srv/home/archive")


def test_a_command_ends_with_70_and_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise StorageError(str(tmp_path / "archive"), refused(errno.ENOSPC, None))

    monkeypatch.setattr(pipeline, "open_run", fail)
    words = ["sarup", "report", HALF, "--inbox", str(SAMPLE / "inbox"), "--reference", str(SAMPLE / "reference")]
    monkeypatch.setattr(sys, "argv", [*words, "--home", str(tmp_path)])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    assert ending.value.code == 70
    assert f"พื้นที่เก็บข้อมูลที่ {tmp_path / 'archive'} เต็ม" in capsys.readouterr().err
