"""Files put where people look: prepared aside, then all of them renamed into place, or none."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sarup.record.archive import sync_folder

UNFINISHED = ".unfinished-"
REPLACED = f"{UNFINISHED}replaced-"


@dataclass(frozen=True)
class Change:
    """One file that people will see: its place, and the whole file prepared for it; None where it goes away."""

    place: Path
    prepared: Path | None


def put_in_place(changes: Sequence[Change]) -> None:
    """Make all changes, in their order; where one fails, those before it are taken back and the failure goes on.

    Prepared files stay where they are, so that it can be tried again. A process killed in the midst leaves hidden files
    beside the places, which `remove_unfinished` clears away.
    """
    replaced: dict[Path, Path | None] = {}
    try:
        for change in changes:
            if change.prepared:
                _bring_beside(change.prepared, change.place)
        for change in changes:
            replaced[change.place] = _keep(change.place)
            if change.prepared:
                _rename(_beside(change.place), change.place)
            else:
                change.place.unlink(missing_ok=True)
        for folder in {change.place.parent for change in changes}:
            sync_folder(folder)
    except BaseException as error:
        _take_back(replaced, error)
        for change in changes:
            _beside(change.place).unlink(missing_ok=True)
        raise
    for kept in replaced.values():
        with suppress(OSError):  # the next run clears it away
            if kept:
                kept.unlink()


def remove_unfinished(folder: Path) -> None:
    """Delete what a killed process left in a folder of places."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink()


def _beside(place: Path) -> Path:
    return place.with_name(f"{UNFINISHED}{place.name}")


def _bring_beside(prepared: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(place)
    beside.unlink(missing_ok=True)
    _link(prepared, beside)
    with beside.open("rb") as file:
        os.fsync(file.fileno())


def _keep(place: Path) -> Path | None:
    """Give what lies in a place a second name, under which it can be brought back."""
    if not place.is_file():
        return None
    kept = place.with_name(f"{REPLACED}{place.name}")
    kept.unlink(missing_ok=True)
    _link(place, kept)
    return kept


def _link(source: Path, target: Path) -> None:
    """Link a file under a second name; on another file system, or one without links, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _rename(source: Path, target: Path) -> None:
    """Rename also where both are one file already: the system would leave both names."""
    if target.is_file() and source.samefile(target):
        source.unlink()
    else:
        source.replace(target)


def _take_back(replaced: dict[Path, Path | None], error: BaseException) -> None:
    """Bring back what was there; a place where even that fails is noted on the error, the others are mended."""
    for place, kept in reversed(replaced.items()):
        try:
            if kept:
                _rename(kept, place)
            else:
                place.unlink(missing_ok=True)
        except OSError as failure:
            error.add_note(f"{place} could not be brought back: {failure}")
