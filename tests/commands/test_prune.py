"""`sarup prune`: what is older than the settings keep it goes, and nothing else ever does."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from sarup.commands.prune import Pruned, prune, say_pruned
from sarup.errors import BusyError
from sarup.phrases import known_phrases
from sarup.settings import Settings
from tests.support.small_home import SmallHome, make_home

NOW = datetime.fromisoformat("2026-11-27T20:00:00+07:00")
SETTINGS = Settings(as_of_days=30, outbox_days=100)


def lay(path: Path, age: timedelta) -> None:
    """Write a file of five bytes that was last changed so long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"12345")
    at = (NOW - age).timestamp()
    os.utime(path, (at, at))


@pytest.fixture
def made(tmp_path: Path) -> SmallHome:
    """Return a home in which everything that is kept for good is very old."""
    made = make_home(tmp_path)
    for path in made.home.rglob("*"):
        os.utime(path, (0, 0))
    return made


def everything(home: Path) -> set[str]:
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file() and path.name != ".lock"}


def test_what_is_older_than_it_is_kept_goes_and_what_is_as_old_stays(made: SmallHome) -> None:
    before = everything(made.home)
    lay(made.home / "as-of/20210415T093000Z/sarup.duckdb", timedelta(days=30, seconds=1))
    lay(made.home / "as-of/20210416T093000Z/sarup.duckdb", timedelta(days=30))
    lay(made.home / "outbox/pr/2563-6m/01-a.html", timedelta(days=101))
    lay(made.home / "outbox/pr/2563-6m/02-a.html", timedelta(days=200))
    lay(made.home / "outbox/pr/2564-6m/01-b.html", timedelta(days=200))
    lay(made.home / "outbox/pr/2564-6m/02-b.html", timedelta(days=99))
    assert prune(made.home, SETTINGS, NOW) == [
        Pruned("as-of/20210415T093000Z", 1, 5),
        Pruned("outbox/pr/2563-6m", 2, 10),
    ]
    assert everything(made.home) - before == {
        "as-of/20210416T093000Z/sarup.duckdb",
        "outbox/pr/2564-6m/01-b.html",
        "outbox/pr/2564-6m/02-b.html",
    }
    assert before <= everything(made.home)


def test_a_trial_removes_nothing_and_says_what_would_go(made: SmallHome) -> None:
    lay(made.home / "as-of/20210415T093000Z/sarup.duckdb", timedelta(days=99))
    before = everything(made.home)
    found = prune(made.home, SETTINGS, NOW, is_trial=True)
    assert everything(made.home) == before
    assert say_pruned(found, True, known_phrases()) == [
        "as-of/20210415T093000Z (1 ไฟล์ 5 ไบต์)",
        "จะลบ 1 โฟลเดอร์ รวม 5 ไบต์ (ยังไม่ได้ลบ)",
    ]


def test_nothing_to_remove_is_said(made: SmallHome) -> None:
    assert say_pruned(prune(made.home, SETTINGS, NOW), False, known_phrases()) == ["ไม่มีสิ่งที่เก็บไว้เกินกำหนด"]


def test_a_link_out_of_the_home_is_not_followed(made: SmallHome, tmp_path: Path) -> None:
    lay(tmp_path / "outside/file", timedelta(days=999))
    (made.home / "as-of").mkdir()
    (made.home / "as-of/20210415T093000Z").symlink_to(tmp_path / "outside")
    assert prune(made.home, SETTINGS, NOW) == []
    assert (tmp_path / "outside/file").exists()


def test_while_a_run_is_at_work_nothing_goes(made: SmallHome) -> None:
    with FileLock(made.home / ".lock"), pytest.raises(BusyError):
        prune(made.home, SETTINGS, NOW)
