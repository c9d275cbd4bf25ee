"""`sarup verify`: a home as it was kept is sound, and every kind of damage is named with its file."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sarup.cli import app as cli
from sarup.commands.verify import say_damage, verify
from sarup.phrases import known_phrases
from sarup.record.damage import Damage
from sarup.warehouse_file import WAREHOUSE
from tests.support.small_home import FORMS, SmallHome, make_home


@pytest.fixture
def made(tmp_path: Path) -> SmallHome:
    return make_home(tmp_path)


def flip(path: Path) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    """Leave the first half of a file, as a full disk does."""
    os.truncate(path, path.stat().st_size // 2)


def shown(made: SmallHome, path: Path) -> str:
    return path.relative_to(made.home).as_posix()


def test_a_home_as_it_was_kept_is_sound(made: SmallHome) -> None:
    found = verify(made.home)
    assert found == []
    assert say_damage(found, known_phrases()) == [known_phrases().texts["verify.sound"]]


def test_what_a_killed_run_left_in_the_archive_is_no_damage(made: SmallHome) -> None:
    (made.home / "archive" / ".incoming-12345").write_bytes(b"half")
    assert verify(made.home) == []


FILES: dict[str, tuple[Callable[[SmallHome], Path], Callable[[Path], None], Damage]] = {
    "a bit of a received file": (lambda m: m.archived(FORMS["pr"]), flip, Damage.ARCHIVE_ALTERED),
    "a received file cut off": (lambda m: m.archived(FORMS["pr"]), cut, Damage.ARCHIVE_ALTERED),
    "a received file gone": (lambda m: m.archived(FORMS["fin"]), Path.unlink, Damage.ARCHIVE_MISSING),
    "a reference file gone": (lambda m: m.archived(b"agencies"), Path.unlink, Damage.ARCHIVE_MISSING),
    "a bit of an edition": (lambda m: m.edition / "documents/report.pdf", flip, Damage.EDITION_ALTERED),
    "a file of an edition gone": (
        lambda m: m.edition / "data/core.measure.parquet",
        Path.unlink,
        Damage.EDITION_MISSING,
    ),
    "a bit of a manifest": (lambda m: m.edition / "manifest.json", flip, Damage.EDITION_ALTERED),
    "a manifest gone": (lambda m: m.edition / "manifest.json", Path.unlink, Damage.EDITION_MISSING),
    "a document of a closed round": (lambda m: m.document, flip, Damage.DOCUMENT_ALTERED),
    "the published file cut off": (lambda m: m.home / WAREHOUSE, cut, Damage.PUBLISHED_UNREADABLE),
}


@pytest.mark.parametrize("case", FILES)
def test_one_damaged_file_is_named_and_nothing_else(made: SmallHome, case: str) -> None:
    find, spoil, damage = FILES[case]
    path = find(made)
    spoil(path)
    (found,) = verify(made.home)
    assert (found.damage, found.path) == (damage, shown(made, path))
    line, count = say_damage([found], known_phrases())
    assert found.path in line and "โปรด" in line and "๑ แห่ง" in count


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        ("archive/notes.txt", Damage.ARCHIVE_FOREIGN),
        ("archive/00/" + "f" * 64, Damage.ARCHIVE_FOREIGN),
        ("editions/tpso/2564-6m/1/documents/other.pdf", Damage.EDITION_FOREIGN),
    ],
    ids=["no hash", "another's folder", "beside an edition's documents"],
)
def test_a_foreign_file_is_named(made: SmallHome, place: str, damage: Damage) -> None:
    (made.home / place).parent.mkdir(exist_ok=True)
    (made.home / place).write_bytes(b"x")
    assert [(one.damage, one.path) for one in verify(made.home)] == [(damage, place)]


def test_a_link_in_the_archive_is_foreign(made: SmallHome) -> None:
    path = made.archived(FORMS["pr"])
    path.rename(made.home / "elsewhere")
    path.symlink_to(made.home / "elsewhere")
    assert [(one.damage, one.path) for one in verify(made.home)] == [(Damage.ARCHIVE_FOREIGN, shown(made, path))]


def test_an_edition_that_nobody_closed_is_foreign(made: SmallHome) -> None:
    other = made.edition.with_name("2")
    other.mkdir()
    (other / "manifest.json").write_bytes(b"{}")
    assert [(one.damage, one.path) for one in verify(made.home)] == [(Damage.EDITION_FOREIGN, shown(made, other))]


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_truncated_journal_is_named_and_the_archive_is_still_looked_at(made: SmallHome, size: int) -> None:
    for log in made.home.glob("journal.sqlite-*"):
        log.unlink()
    os.truncate(made.home / "journal.sqlite", size)
    flip(made.archived(FORMS["pr"]))
    found = verify(made.home)
    assert [one.damage for one in found] == [Damage.JOURNAL_BROKEN, Damage.ARCHIVE_ALTERED]
    assert found[0].detail


def test_a_journal_gone_is_named(made: SmallHome) -> None:
    (made.home / "journal.sqlite").unlink()
    assert [one.damage for one in verify(made.home)] == [Damage.JOURNAL_MISSING]


def test_a_published_file_that_knows_more_than_the_journal_is_named(made: SmallHome) -> None:
    with duckdb.connect(str(made.home / WAREHOUSE)) as connection:
        connection.execute("insert into core.submission values ('ab', 'hr', 'hr.xlsx')")
    (found,) = verify(made.home)
    assert (found.damage, found.detail) == (Damage.PUBLISHED_UNKNOWN, "hr/hr.xlsx")


def test_a_log_beside_the_published_file_is_named(made: SmallHome) -> None:
    (made.home / f"{WAREHOUSE}.wal").write_bytes(b"x")
    assert [one.damage for one in verify(made.home)] == [Damage.PUBLISHED_WRITTEN]


def test_every_damage_has_its_words() -> None:
    assert [one for one in Damage if f"verify.{one}" not in known_phrases()] == []


@pytest.mark.parametrize(("words", "code"), [(["verify"], 1), (["verify", "--json"], 1), (["backup", "b.tar"], 70)])
def test_a_damaged_home_ends_verify_with_1_and_backup_with_70(
    made: SmallHome, words: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made.archived(FORMS["pr"])
    flip(path)
    monkeypatch.chdir(made.home.parent)
    monkeypatch.setenv("SARUP_HOME", "")
    monkeypatch.setattr("sys.argv", ["sarup", *words, "--home", "home"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert ended.value.code == code
    assert shown(made, path) in said.out + said.err
    assert not (made.home.parent / "b.tar").exists()


@pytest.mark.parametrize("words", [["verify"], ["backup", "b.tar"], ["prune"]], ids=lambda words: words[0])
def test_no_command_makes_a_home_that_is_not_there(
    tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SARUP_HOME", "")
    monkeypatch.setattr("sys.argv", ["sarup", *words, "--home", str(tmp_path / "none")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 64
    assert "none" in "".join(capsys.readouterr().err.split())
    assert [*tmp_path.iterdir()] == []
