"""Files put where people look: prepared aside, then all of them renamed into place, or none.

Where a system or a share refuses to replace what somebody holds open, the new file stands beside it under the next free
name, and a small text beside both, `<name>.newer`, says which it is; the next change of that place clears both away.
"""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sarup import system
from sarup.system import remove_file, remove_tree, sync_folder

LOGGER = logging.getLogger("sarup.pipeline.placement")
UNFINISHED = ".unfinished-"
REPLACED = f"{UNFINISHED}replaced-"
NEWER = ".newer"


@dataclass(frozen=True)
class Change:
    """One file that people will see: its place, and the whole file prepared for it; None where it goes away."""

    place: Path
    prepared: Path | None


def standing(place: Path) -> Path:
    """Return the file that holds of a place: the place itself, or what its pointer names."""
    pointer = _pointer(place)
    if not pointer.is_file():
        return place
    newer = place.parent / Path(pointer.read_text(encoding="utf-8", errors="replace").strip()).name
    return newer if newer.is_file() else place


def put_in_place(changes: Sequence[Change], decide: Callable[[], None] = lambda: None) -> None:
    """Make all changes, in their order; where one fails, those before it are taken back and the failure goes on.

    `decide` is called when every new file waits on the disk beside its place, before the first change.

    Prepared files stay where they are, so that it can be tried again. A process killed in the midst leaves hidden files
    beside the places, which `remove_unfinished` clears away. What stands under another name is told to the log as
    `aside`: the place, and the name.
    """
    replaced: dict[Path, Path | None] = {}
    try:
        for change in changes:
            if change.prepared:
                _bring_beside(change.prepared, change.place)
        sync_folders(changes)
        decide()
        for change in changes:
            change_place(change, replaced)
        sync_folders(changes)
    except BaseException as error:
        _take_back(replaced, error)
        for change in changes:
            remove_file(waiting(change.place))
        raise
    for kept in replaced.values():
        with suppress(OSError):  # the next run clears it away
            if kept:
                kept.unlink()


def sync_folders(changes: Sequence[Change]) -> None:
    """Make the names in the folders of all places durable."""
    for folder in sorted({change.place.parent for change in changes}):
        sync_folder(folder)


def remove_unfinished(folder: Path) -> None:
    """Delete what a killed process left in a folder of places."""
    for path in folder.glob(f"{UNFINISHED}*"):
        remove_tree(path) if path.is_dir() else remove_file(path)


def change_place(change: Change, replaced: dict[Path, Path | None]) -> None:
    """Make one change whose new file waits beside its place, noting first what it replaces."""
    place, beside, before = change.place, waiting(change.place), standing(change.place)
    replaced[place] = _keep(place)
    if change.prepared is None:
        if not remove_file(place):
            return _tell_aside(place, "")
    else:
        try:
            _rename(beside, place)
        except OSError as error:
            if not system.is_held_open(error):
                raise
            return _put_aside(beside, place, replaced)
    if before != place:
        for path in (_pointer(place), before):
            _clear_away(path, replaced)


def _put_aside(beside: Path, place: Path, replaced: dict[Path, Path | None]) -> None:
    """Give the new file the next free name, and then the pointer that says so."""
    names = (place.with_name(f"{place.stem}-{number}{place.suffix}") for number in count(2))
    free = next(name for name in names if not name.exists())
    before, pointer = standing(place), _pointer(place)
    replaced[free], replaced[pointer] = None, _keep(pointer)
    system.replace_file(beside, free)
    unfinished = waiting(pointer)
    unfinished.write_text(f"{free.name}\n", encoding="utf-8", newline="\n")
    system.sync_file(unfinished)
    system.replace_file(unfinished, pointer)
    if before != place:
        _clear_away(before, replaced)
    _tell_aside(place, free.name)


def _clear_away(path: Path, replaced: dict[Path, Path | None]) -> None:
    """Delete a file so that it can be brought back; one still held open stays, and nothing names it."""
    replaced[path] = _keep(path)
    remove_file(path)


def _tell_aside(place: Path, name: str) -> None:
    LOGGER.warning("held open: %s, the new one is %s", place, name or "none", extra={"aside": (str(place), name)})


def _pointer(place: Path) -> Path:
    return place.with_name(f"{place.name}{NEWER}")


def waiting(place: Path) -> Path:
    """Return the hidden name under which a new file waits beside its place."""
    return place.with_name(f"{UNFINISHED}{place.name}")


def _bring_beside(prepared: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = waiting(place)
    remove_file(beside)
    _link(prepared, beside)
    system.sync_file(beside)


def _keep(place: Path) -> Path | None:
    """Give what lies in a place a second name, under which it can be brought back."""
    if not place.is_file():
        return None
    names = (place.with_name(f"{REPLACED}{number or ''}{place.name}") for number in count())
    kept = next(name for name in names if remove_file(name))  # one of an earlier run may still be held open
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
        remove_file(source)
    else:
        system.replace_file(source, target)


def _take_back(replaced: dict[Path, Path | None], error: BaseException) -> None:
    """Bring back what was there; a place where even that fails is noted on the error, the others are mended."""
    for place, kept in reversed(replaced.items()):
        try:
            if kept:
                _rename(kept, place)
            else:
                remove_file(place)
        except OSError as failure:
            error.add_note(f"{place} could not be brought back: {failure}")
