"""Files put into place together: all of them, or everything stands as it stood."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sarup import placement
from sarup.placement import Change, put_in_place, remove_unfinished


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
