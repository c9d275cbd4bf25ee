"""`sarup prune`: looks into the past and letters that nobody needs any more go; what is kept for good never does."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sarup.phrases import Phrases
from sarup.settings import Settings
from sarup.thai.figures import print_number
from sarup.warehouse_file import publishing

# What is kept for some time: a look into the past each, and the letters of a division's round each.
AS_OF, OUTBOX = "as-of/*", "outbox/*/*"


@dataclass(frozen=True)
class Pruned:
    """A folder that went, or would go, seen from the home; how many files and bytes were in it."""

    path: str
    file_count: int
    byte_count: int


def prune(home: Path, settings: Settings, pruned_at: datetime, is_trial: bool = False) -> list[Pruned]:
    """Remove the folders in which nothing has changed for longer than they are kept, and return them.

    With `is_trial` nothing is removed. Raises BusyError while a run is at work.
    """
    with publishing(home):
        found = [
            *_older(home, AS_OF, pruned_at - timedelta(days=settings.as_of_days)),
            *_older(home, OUTBOX, pruned_at - timedelta(days=settings.outbox_days)),
        ]
        for one in () if is_trial else found:
            shutil.rmtree(home / one.path)
    return found


def say_pruned(found: list[Pruned], is_trial: bool, phrases: Phrases) -> list[str]:
    """Return a line a folder, and how much it comes to."""
    key = "prune.would" if is_trial else "prune.done"
    lines = [
        phrases.say("prune.folder", path=one.path, files=one.file_count, bytes=print_number(one.byte_count))
        for one in found
    ]
    total = print_number(sum(one.byte_count for one in found))
    return [*lines, phrases.say(key, n=len(found), bytes=total) if found else phrases.texts["prune.nothing"]]


def _older(home: Path, pattern: str, than: datetime) -> Iterator[Pruned]:
    for folder in sorted(home.glob(pattern)):
        if folder.is_symlink() or not folder.is_dir():
            continue
        files = [path.lstat() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
        newest = max((one.st_mtime for one in files), default=folder.stat().st_mtime)
        if newest < than.timestamp():
            yield Pruned(folder.relative_to(home).as_posix(), len(files), sum(one.st_size for one in files))
