"""A run's documents, letters and database put in place by one line of the journal, and finished where a run died.

Up to the line nothing that people see has changed. After it, whoever next holds the home's lock makes the changes that
are still to be made: a file that stands hidden beside its place is one of them.
"""

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sarup.placement import Change, change_place, put_in_place, sync_folders, waiting
from sarup.record.journal import Journal
from sarup.record.journal_file import JOURNAL
from sarup.system import keep_private, let_group_pass, let_group_read, remove_file, sync_folder
from sarup.warehouse_file import WAREHOUSE

# What readers of a home are shown, beside its database.
SHOWN = ("output", "as-of")
# The changes that were decided, by the SHA-256 that the journal has of them.
CHANGES = ".publication"


def publish(home: Path, changes: Sequence[Change], decided_at: datetime) -> None:
    """Make all changes, or none; the last of them must be one that puts something in place.

    Raises what the first refused change raised, after those before it were taken back.
    """
    with Journal(home / JOURNAL) as journal:

        def decide() -> None:
            """Let what stands beside the places be what holds."""
            journal.record_publication(_keep(home / CHANGES, changes), decided_at)

        try:
            put_in_place(changes, decide)
        finally:
            with suppress(sqlite3.Error, OSError):  # the next run finds nothing beside the last place, and ends it
                _end(home, journal)


def let_readers_in(home: Path, output: Path, prepared: Sequence[Path], group: str) -> None:
    """Let a group read what is about to be published: database and documents, and nothing else of the home."""
    for path in home.iterdir():
        if path.name not in (*SHOWN, WAREHOUSE):
            keep_private(path)
    let_group_pass(home, group)
    output.mkdir(parents=True, exist_ok=True)
    for folder in (output, *output.parents):
        if home not in folder.parents:
            break
        let_group_read(folder, group)
    for path in prepared:
        let_group_read(path, group)


def finish_publication(home: Path) -> None:
    """Make the changes that a killed run had decided and not made; those who read have seen some of them since."""
    if not (home / CHANGES).is_file():
        return
    with Journal(home / JOURNAL) as journal:
        data = (home / CHANGES).read_bytes()
        if journal.open_publication() == sha256(data).hexdigest():
            places = [(Path(place), is_new) for place, is_new in json.loads(data)]
            changes = [Change(place, waiting(place) if is_new else None) for place, is_new in places]
            if waiting(changes[-1].place).exists():
                _make_rest(changes)
        _end(home, journal)


def _make_rest(changes: Sequence[Change]) -> None:
    replaced: dict[Path, Path | None] = {}
    for change in changes:
        if change.prepared is None or change.prepared.exists():
            change_place(change, replaced)
    sync_folders(changes)
    for kept in replaced.values():
        if kept:
            remove_file(kept)


def _keep(path: Path, changes: Sequence[Change]) -> str:
    """Write the places that change onto the disk; return the hash of what was written."""
    data = json.dumps([[str(one.place.absolute()), one.prepared is not None] for one in changes]).encode()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return sha256(data).hexdigest()


def _end(home: Path, journal: Journal) -> None:
    if journal.open_publication():
        journal.end_publication()
    remove_file(home / CHANGES)
