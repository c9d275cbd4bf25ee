"""`sarup backup` and `sarup restore`: one file, the same bytes twice, nothing in place before each hash is right."""

import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sarup.commands.backup import make_backup, restore
from sarup.commands.verify import verify
from sarup.errors import BrokenArchiveError, BrokenEditionError, StorageError, UsageError
from sarup.phrases import known_phrases
from sarup.record.journal import Journal
from sarup.settings import CONFIG
from tests.support.office_at_work import OfficeAtWork
from tests.support.small_home import AT, FORMS, REFERENCE, SmallHome, make_home
from tests.support.suites_here import here
from tests.support.whole_way import HALF, SEEN_AT, YEAR, Published

PHRASES = known_phrases()
NOW = datetime.fromisoformat("2026-11-27T20:45:00+07:00")


@pytest.fixture
def made(tmp_path: Path) -> SmallHome:
    return make_home(tmp_path / "office")


def packed(made: SmallHome, target: Path) -> Path:
    path, _ = make_backup(made.home, target, NOW, PHRASES)
    return path


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write a backup again with other members."""
    files = members(path)
    change(files)
    with tarfile.open(path, "w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def test_a_backup_has_all_that_cannot_be_computed_again_and_tells_the_hash_of_each(
    made: SmallHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text("workers = 3\n", encoding="utf-8")
    monkeypatch.setenv(CONFIG, str(settings))
    files = members(packed(made, tmp_path / "b.tar"))
    manifest = json.loads(files.pop("manifest.json"))
    assert [one["path"] for one in manifest["files"]] == list(files)
    archived = {
        made.archived(data).relative_to(made.home).as_posix() for data in [*FORMS.values(), *REFERENCE.values()]
    }
    assert archived < files.keys()
    assert {name for name in files if not name.startswith("archive/")} == {
        "editions/tpso/2564-6m/1/data/core.measure.parquet",
        "editions/tpso/2564-6m/1/documents/report.pdf",
        "editions/tpso/2564-6m/1/manifest.json",
        "journal.sqlite",
        "reference/agencies.csv",
        "reference/report.yaml",
        "sarup.toml",
    }
    assert files["sarup.toml"] == b"workers = 3\n"


def test_the_same_home_gives_the_same_bytes_on_another_day_and_machine(made: SmallHome, tmp_path: Path) -> None:
    first = packed(made, tmp_path / "one.tar")
    copy = SmallHome(tmp_path / "copy" / "home", made.reference)
    shutil.copytree(made.home, copy.home)
    later, _ = make_backup(copy.home, tmp_path / "two.tar", SEEN_AT, PHRASES)
    assert first.read_bytes() == later.read_bytes()
    assert first.stat().st_mode & 0o077 == 0


def test_a_folder_gets_a_file_named_by_the_time(made: SmallHome, tmp_path: Path) -> None:
    assert packed(made, tmp_path) == tmp_path / "sarup-20261127T204500.tar"


def test_a_restored_home_is_sound_and_knows_its_own_folders(made: SmallHome, tmp_path: Path) -> None:
    path, new = packed(made, tmp_path / "b.tar"), tmp_path / "new" / "home"
    shutil.rmtree(made.home.parent)
    restore(path, new, PHRASES)
    assert verify(new) == []
    with Journal(new / "journal.sqlite") as journal:
        assert {one.division_code for one in journal.arrivals()} == {"pr", "fin"}
        assert journal.last_place("reference") == new / "reference"
        assert journal.last_place("inbox") == new / "inbox"
    assert {path.name: path.read_bytes() for path in (new / "reference").iterdir()} == REFERENCE
    assert [*(new / "inbox").iterdir()] == []
    assert sorted(path.name for path in new.parent.iterdir()) == ["home"]


def test_where_the_reference_folder_is_gone_the_one_of_the_last_run_is_packed(made: SmallHome, tmp_path: Path) -> None:
    shutil.rmtree(made.reference)
    files = members(packed(made, tmp_path / "b.tar"))
    assert {name[10:]: data for name, data in files.items() if name.startswith("reference/")} == REFERENCE


def test_a_backup_is_made_while_a_run_writes_into_the_journal(made: SmallHome, tmp_path: Path) -> None:
    with closing(sqlite3.connect(made.home / "journal.sqlite")) as run:
        run.execute("insert into decision (kind, target, role, reason, recorded_at) values ('x', '{}', '', '', '')")
        restore(packed(made, tmp_path / "b.tar"), tmp_path / "new", PHRASES)
        run.rollback()
    with Journal(tmp_path / "new" / "journal.sqlite") as journal:
        assert [one.kind for one in journal.decisions()] == ["closing"]


@pytest.mark.parametrize("name", ["archive", "edition"])
def test_what_is_damaged_is_not_packed_and_no_backup_is_left(made: SmallHome, tmp_path: Path, name: str) -> None:
    path = made.archived(FORMS["pr"]) if name == "archive" else made.edition / "documents/report.pdf"
    path.write_bytes(b"other")
    with pytest.raises((BrokenArchiveError, BrokenEditionError)) as raised:
        packed(made, tmp_path / "b.tar")
    assert str(raised.value) == str(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office"]


def test_no_backup_takes_the_place_of_another_file(made: SmallHome, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(b"older")
    with pytest.raises(UsageError, match="จึงไม่เขียนทับ"):
        packed(made, tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_bytes() == b"older"


def test_a_home_without_a_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ไม่มีสมุดบันทึก"):
        make_backup(tmp_path, tmp_path / "b.tar", AT, PHRASES)


def spoil_archive(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("archive/"))
    files[name] = files[name][:-1] + b"!"


def rename_outside(files: dict[str, bytes]) -> None:
    files["archive/../../outside"] = files.pop("reference/agencies.csv")


def reorder(files: dict[str, bytes]) -> None:
    files["reference/more.csv"] = b"after the manifest"


SPOILT: dict[str, Callable[[dict[str, bytes]], None]] = {
    "a changed file": spoil_archive,
    "a file less": lambda files: files.__delitem__("reference/agencies.csv"),
    "a file outside": rename_outside,
    "a file of another place": lambda files: files.__setitem__("cache/x", b"x"),
    "no manifest": lambda files: files.__delitem__("manifest.json"),
    "a file after the manifest": reorder,
    "a manifest of others": lambda files: files.__setitem__("manifest.json", b'{"files": []}'),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_backup_puts_nothing_in_place(made: SmallHome, tmp_path: Path, case: str) -> None:
    path = repacked(packed(made, tmp_path / "b.tar"), SPOILT[case])
    with pytest.raises(UsageError, match="จึงไม่ได้กู้คืน"):
        restore(path, tmp_path / "new", PHRASES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "office"]


@pytest.mark.parametrize("part", [0, 0.3, 0.6])
def test_a_backup_cut_off_puts_nothing_in_place(made: SmallHome, tmp_path: Path, part: float) -> None:
    path = packed(made, tmp_path / "b.tar")
    os.truncate(path, int(path.stat().st_size * part))
    with pytest.raises(UsageError, match="จึงไม่ได้กู้คืน"):
        restore(path, tmp_path / "new", PHRASES)
    assert not (tmp_path / "new").exists()


def test_a_link_in_a_backup_is_refused(made: SmallHome, tmp_path: Path) -> None:
    path = packed(made, tmp_path / "b.tar")
    with tarfile.open(path, "a") as tar:
        info = tarfile.TarInfo("reference/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(UsageError, match="reference/link"):
        restore(path, tmp_path / "new", PHRASES)


def test_a_home_that_holds_anything_is_left_as_it_is(made: SmallHome, tmp_path: Path) -> None:
    path = packed(made, tmp_path / "b.tar")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "note").write_bytes(b"mine")
    with pytest.raises(UsageError, match="จึงไม่กู้คืนทับ"):
        restore(path, tmp_path / "new", PHRASES)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["note"]


def test_an_empty_folder_and_what_a_killed_restore_left_in_it_become_the_home(made: SmallHome, tmp_path: Path) -> None:
    path, new = packed(made, tmp_path / "b.tar"), tmp_path / "new"
    (new / ".unfinished-restore" / "archive").mkdir(parents=True)
    mount = new.stat().st_ino
    restore(path, new, PHRASES)
    assert verify(new) == []
    assert new.stat().st_ino == mount  # a volume of a container cannot be another folder
    assert sorted(one.name for one in new.iterdir()) == ["archive", "editions", "inbox", "journal.sqlite", "reference"]


def test_what_lies_in_the_inbox_of_a_half_restored_home_is_nobodys_to_delete(made: SmallHome, tmp_path: Path) -> None:
    path, new = packed(made, tmp_path / "b.tar"), tmp_path / "new"
    (new / ".unfinished-restore").mkdir(parents=True)
    (new / "inbox" / "pr").mkdir(parents=True)
    (new / "inbox" / "pr" / "form.xlsx").write_bytes(b"form")
    with pytest.raises(UsageError, match="จึงไม่กู้คืนทับ"):
        restore(path, new, PHRASES)
    assert (new / "inbox" / "pr" / "form.xlsx").read_bytes() == b"form"


def test_a_journal_that_cannot_be_copied_whole_is_no_backup(
    made: SmallHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(sqlite3.Connection):
        """A copy whose disk refuses to take its log in: SQLite says so by the mode that stays."""

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            """Answer the change of mode as SQLite does then."""
            return super().execute("select 'wal'" if sql.startswith("pragma journal_mode = delete") else sql, *values)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **o: connect(*a, **{**o, "factory": Refused}))
    with pytest.raises(StorageError, match=r"journal\.sqlite"):
        packed(made, tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def test_a_restored_home_with_an_empty_inbox_gives_the_same_bytes(office: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(office.home, home, ignore=shutil.ignore_patterns("cache", "output", "*.duckdb"))
    path, _ = make_backup(home, tmp_path / "b.tar", NOW, PHRASES)
    shutil.rmtree(home)
    restore(path, tmp_path / "new", PHRASES)
    shutil.copytree(office.home / "cache", tmp_path / "new" / "cache")  # only saves the time of judging again
    again = OfficeAtWork(tmp_path / "new", tmp_path / "new" / "inbox", here)
    again.report(HALF, reference=tmp_path / "new" / "reference")
    assert again.documents(HALF) == {path.name: path.read_bytes() for path in office.documents[HALF]}
    assert verify(tmp_path / "new") == []


def test_an_empty_inbox_is_refused_where_the_journal_knows_no_file(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    with Journal(tmp_path / "home" / "journal.sqlite"):
        pass
    with pytest.raises(UsageError, match="ไม่พบไฟล์รายงาน"):
        OfficeAtWork(tmp_path / "home", tmp_path / "inbox", here).report(YEAR)
