"""Files put into place together: all of them, or everything stands as it stood."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sarup import placement, system
from sarup.placement import Change, put_in_place, remove_unfinished, standing


@pytest.fixture
def changes(tmp_path: Path) -> list[Change]:
    """Return a document that replaces another, one that goes away, one that is new in a new folder."""
    out, aside = tmp_path / "out", tmp_path / "aside"
    for folder in (out, aside):
        folder.mkdir()
    (out / "report.pdf").write_bytes(b"old")
    (out / "memo.pdf").write_bytes(b"gone soon")
    for name in ("report.pdf", "letter.html"):
        (aside / name).write_bytes(b"new " + name.encode())
    return [
        Change(out / "report.pdf", aside / "report.pdf"),
        Change(out / "memo.pdf", None),
        Change(tmp_path / "box" / "pr" / "letter.html", aside / "letter.html"),
    ]


def seen(root: Path) -> dict[str, bytes]:
    """Return every file outside the folder of prepared ones."""
    return {
        str(p.relative_to(root)): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and "aside" not in p.parts
    }


def test_all_changes_are_made_and_nothing_else_is_left(changes: list[Change], tmp_path: Path) -> None:
    put_in_place(changes)
    assert seen(tmp_path) == {"out/report.pdf": b"new report.pdf", "box/pr/letter.html": b"new letter.html"}


def fail_at(number: int, call: Callable[..., object]) -> Callable[..., object]:
    """Return the call, failing the first time it comes to a number."""
    calls = iter(range(1, 1_000))

    def failing(*arguments: object, **options: object) -> object:
        if next(calls) == number:
            raise OSError("the share is gone")
        return call(*arguments, **options)

    return failing


@pytest.mark.parametrize(
    ("owner", "name", "number"),
    [
        (placement.os, "fsync", 1),
        (placement.os, "fsync", 2),
        (Path, "replace", 1),
        (Path, "replace", 2),
        (placement, "sync_folder", 1),
        (placement, "sync_folder", 2),
    ],
)
def test_where_one_step_fails_everything_is_as_before_and_it_can_be_tried_again(
    changes: list[Change], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int
) -> None:
    before = seen(tmp_path)
    monkeypatch.setattr(owner, name, fail_at(number, getattr(owner, name)))
    with pytest.raises(OSError, match="the share is gone"):
        put_in_place(changes)
    assert seen(tmp_path) == before
    put_in_place(changes)
    assert seen(tmp_path) == {"out/report.pdf": b"new report.pdf", "box/pr/letter.html": b"new letter.html"}


def test_a_file_system_without_links_gets_copies(
    changes: list[Change], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    before = seen(tmp_path)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", fail_at(2, Path.replace))
    with pytest.raises(OSError, match="the share is gone"):
        put_in_place(changes)
    assert seen(tmp_path) == before
    put_in_place(changes)
    assert seen(tmp_path) == {"out/report.pdf": b"new report.pdf", "box/pr/letter.html": b"new letter.html"}


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    for name in (".unfinished-report.pdf", ".unfinished-replaced-report.pdf", "report.pdf"):
        (tmp_path / name).touch()
    remove_unfinished(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


@pytest.fixture
def held_open(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Return the places that somebody holds open, where such files are neither replaced nor deleted."""
    held: set[Path] = set()

    def refuse(call: Callable[..., object], which: int) -> Callable[..., object]:
        def refused(*paths: Path, **options: object) -> object:
            if paths[which] in held:
                raise PermissionError(13, "The process cannot access the file")
            return call(*paths, **options)

        return refused

    monkeypatch.setattr(system, "PAUSES", (0.0,))
    monkeypatch.setattr(Path, "replace", refuse(Path.replace, 1))
    monkeypatch.setattr(Path, "unlink", refuse(Path.unlink, 0))
    return held


def prepare(folder: Path, place: Path, data: bytes) -> Change:
    """Return a change of a place to what is prepared in a folder."""
    prepared = folder / f"{len(list(folder.iterdir()))}"
    prepared.write_bytes(data)
    return Change(place, prepared)


def test_what_is_held_open_keeps_its_name_and_the_new_file_has_the_next_until_it_is_let_go(
    tmp_path: Path, held_open: set[Path], caplog: pytest.LogCaptureFixture
) -> None:
    aside, place = tmp_path / "aside", tmp_path / "sarup.duckdb"
    aside.mkdir()
    place.write_bytes(b"first")
    held_open.add(place)
    put_in_place([prepare(aside, place, b"second")])
    first = {"sarup.duckdb": b"first", "sarup-2.duckdb": b"second", "sarup.duckdb.newer": b"sarup-2.duckdb\n"}
    assert seen(tmp_path) == first
    assert standing(place).read_bytes() == b"second"
    assert [record.aside for record in caplog.records] == [(str(place), "sarup-2.duckdb")]  # type: ignore[attr-defined]

    held_open.add(tmp_path / "sarup-2.duckdb")
    put_in_place([prepare(aside, place, b"third")])
    second = {**first, "sarup-3.duckdb": b"third", "sarup.duckdb.newer": b"sarup-3.duckdb\n"}
    assert seen(tmp_path) == second
    assert standing(place).read_bytes() == b"third"

    held_open.clear()
    put_in_place([prepare(aside, place, b"fourth")])
    assert seen(tmp_path) == {"sarup.duckdb": b"fourth", "sarup-2.duckdb": b"second"}
    assert standing(place) == place


def test_a_file_that_should_go_and_is_held_open_stays_and_is_told(
    tmp_path: Path, changes: list[Change], held_open: set[Path], caplog: pytest.LogCaptureFixture
) -> None:
    memo = changes[1].place
    held_open.add(memo)
    put_in_place(changes)
    assert seen(tmp_path)["out/memo.pdf"] == b"gone soon"
    assert seen(tmp_path)["out/report.pdf"] == b"new report.pdf"
    assert [record.aside for record in caplog.records] == [(str(memo), "")]  # type: ignore[attr-defined]


def test_what_stood_aside_is_brought_back_too(
    tmp_path: Path, held_open: set[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    aside, place = tmp_path / "aside", tmp_path / "a.docx"
    aside.mkdir()
    place.write_bytes(b"first")
    held_open.add(place)
    put_in_place([prepare(aside, place, b"second")])
    before = seen(tmp_path)
    for held in ({place}, set()):
        held_open.clear()
        held_open.update(held)
        with monkeypatch.context() as patch:
            patch.setattr(placement, "sync_folder", fail_at(1, placement.sync_folder))
            with pytest.raises(OSError, match="the share is gone"):
                put_in_place([prepare(aside, place, b"third")])
        assert seen(tmp_path) == before
    assert standing(place).read_bytes() == b"second"


@pytest.mark.parametrize("text", ["gone.docx", "../aside/0", ""])
def test_a_pointer_to_nothing_beside_it_is_none(tmp_path: Path, text: str) -> None:
    place = tmp_path / "a.docx"
    (tmp_path / "a.docx.newer").write_text(text, encoding="utf-8")
    assert standing(place) == place


def test_a_folder_that_a_killed_process_left_is_cleared_away_too(tmp_path: Path) -> None:
    (tmp_path / ".unfinished-restore" / "archive").mkdir(parents=True)
    (tmp_path / "archive").mkdir()
    remove_unfinished(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
