"""The journal as a file: is it whole, what does it name, and a copy of it that a run at work does not disturb."""

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sarup.errors import StorageError
from sarup.record.decisions import Decision
from sarup.record.editions import CLOSING, Edition, edition_of

JOURNAL = "journal.sqlite"
TABLES = frozenset({"arrival", "decision", "place", "receipt", "run_input", "seen_file"})
# What first releases had not, and what comes with the first run that needs it.
REQUIRED = TABLES - {"place", "receipt", "run_input", "seen_file"}


@dataclass(frozen=True)
class JournalState:
    """How a journal is: what SQLite finds wrong with it, no text when it is whole.

    `named` are the hashes of the archive that it names, `editions` all that were ever closed; `last_at` is the time of
    the newest line that bears one.
    """

    fault: str
    named: frozenset[str] = frozenset()
    editions: tuple[Edition, ...] = ()
    arrival_count: int = 0
    last_at: datetime | None = None


def read_state(path: Path, is_thorough: bool = True) -> JournalState:
    """Return how a journal is, without changing it; `is_thorough` also holds its indexes against its tables."""
    try:
        with _reading(path) as connection:
            (found, *_) = connection.execute(
                f"pragma {'integrity_check' if is_thorough else 'quick_check'}(1)"
            ).fetchone()
            if found != "ok":
                return JournalState(str(found))
            there = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
            if missing := REQUIRED - there:
                return JournalState(f"no table {' '.join(sorted(missing))}")
            return _state(connection, there)
    except sqlite3.DatabaseError as error:
        return JournalState(str(error))


def copy_journal(source: Path, target: Path) -> None:
    """Copy a journal as it stands at one moment, also while a run writes into it.

    Raises StorageError where the copy cannot be made of its pages alone.
    """
    with _reading(source) as journal, closing(sqlite3.connect(target)) as copy:
        journal.backup(copy)
        # One file: the copy has no log beside it. What the disk refuses here is told by the mode that stays.
        (mode,) = copy.execute("pragma journal_mode = delete").fetchone()
    if mode != "delete":
        raise StorageError(str(target), OSError(errno.EIO, "its log stays beside it"))


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def _state(connection: sqlite3.Connection, there: set[str]) -> JournalState:
    arrivals = [digest for (digest,) in connection.execute("select sha256 from arrival")]
    inputs = connection.execute("select sha256 from run_input") if "run_input" in there else ()
    times = [
        datetime.fromisoformat(text)
        for table in ("decision", "receipt", "run_input")
        if table in there
        for (text,) in connection.execute(f"select recorded_at from {table}")
    ]
    editions = tuple(edition_of(one) for one in _closings(connection))
    named = {*arrivals, *(one.manifest_sha256 for one in editions), *(digest for (digest,) in inputs)}
    return JournalState("", frozenset(named), editions, len(arrivals), max(times, default=None))


def _closings(connection: sqlite3.Connection) -> Iterator[Decision]:
    rows = connection.execute(
        "select number, target, role, reason, recorded_at from decision where kind = ? and undoes is null", [CLOSING]
    )
    for number, target, role, reason, recorded_at in rows:
        at = datetime.fromisoformat(recorded_at)
        yield Decision(number, CLOSING, json.loads(target), role, reason, None, at)
