"""Who may read what a home holds: its owner, and of database and documents the group that the settings name."""

import grp
import os
import stat
from pathlib import Path

import pytest

from sarup import pipeline, system
from sarup.errors import UsageError
from sarup.publication import let_readers_in
from sarup.record.journal import Journal
from sarup.warehouse_file import WAREHOUSE, publishing
from tests.support.small_home import AT
from tests.support.whole_way import HALF, SAMPLE

MINE = grp.getgrgid(os.getgid()).gr_name


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_home_that_sarup_makes_is_entered_by_its_owner_alone(tmp_path: Path) -> None:
    with publishing(tmp_path / "run"), Journal(tmp_path / "journal" / "journal.sqlite"):
        assert [mode(tmp_path / name) for name in ("run", "journal")] == [0o700, 0o700]


def test_a_home_that_was_there_stays_as_its_owner_made_it(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    (tmp_path / "home").chmod(0o755)
    with publishing(tmp_path / "home"):
        assert mode(tmp_path / "home") == 0o755


def test_a_group_reads_database_and_documents_and_nothing_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    system.make_home(home)
    for name in ("archive/ab/abcd", "outbox/pr/letter.html", "journal.sqlite", f".building-1/{WAREHOUSE}"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    prepared = home / ".building-1" / WAREHOUSE
    prepared.chmod(0o444)
    let_readers_in(home, home / "output" / HALF, [prepared], MINE)
    assert mode(home) == 0o710
    assert mode(home / "output") == mode(home / "output" / HALF) == 0o750
    assert mode(prepared) == 0o440
    assert [mode(home / name) for name in ("archive", "outbox", "journal.sqlite")] == [0o700, 0o700, 0o600]


def test_a_group_that_is_none_is_told_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SARUP_READERS", "no-such-group")
    with pytest.raises(UsageError, match="no-such-group"):
        pipeline.open_run(HALF, SAMPLE / "inbox", SAMPLE / "reference", tmp_path / "home", None, None, AT)
    assert not (tmp_path / "home").exists()
