"""What is said where not a file that was sent but our own storage, process or memory fails: place, cause, remedy."""

import errno
import os
import re
import shutil
import sqlite3
import sys
from enum import StrEnum

from sarup.errors import StorageError
from sarup.phrases import Phrases

# How libraries written in Rust put the system's number into their words.
IN_WORDS = re.compile(r"os error (\d+)|\[Errno (\d+)\]")
# With less than this no run can end well: its database alone is as large.
LEAST_FREE = 4 << 20


class Cause(StrEnum):
    """Why storage refuses: a code of `cli.storage` in phrases.yaml."""

    FULL = "full"
    RIGHTS = "rights"
    DEVICE = "device"
    HANDLES = "handles"
    MEMORY = "memory"
    IN_USE = "in_use"


OF_SYSTEM = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EIO: Cause.DEVICE,
    errno.EROFS: Cause.RIGHTS,
    errno.EACCES: Cause.RIGHTS,
    errno.EPERM: Cause.RIGHTS,
    errno.EMFILE: Cause.HANDLES,
    errno.ENFILE: Cause.HANDLES,
    errno.ENOMEM: Cause.MEMORY,
}
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_IOERR: Cause.DEVICE,
    sqlite3.SQLITE_CANTOPEN: Cause.RIGHTS,
    sqlite3.SQLITE_READONLY: Cause.RIGHTS,
    sqlite3.SQLITE_PERM: Cause.RIGHTS,
    sqlite3.SQLITE_BUSY: Cause.IN_USE,
    sqlite3.SQLITE_LOCKED: Cause.IN_USE,
    sqlite3.SQLITE_NOMEM: Cause.MEMORY,
}
# DuckDB gives no number: what its words are, by the first that fits.
OF_DUCKDB = (
    ("No space left", Cause.FULL),
    ("Disk quota", Cause.FULL),
    ("Permission denied", Cause.RIGHTS),
    ("Read-only", Cause.RIGHTS),
    ("Too many open files", Cause.HANDLES),
    ("Cannot allocate", Cause.MEMORY),
    ("lock on file", Cause.IN_USE),
)


def say_storage_fault(error: BaseException, phrases: Phrases, home: str) -> str | None:
    """Return the Thai sentence for a failure of storage, process or memory; None for any other failure.

    The home is told where the error itself names no path. What other programs of ours say of a disk reaches us in their
    own words: then the home itself is looked at.
    """
    where = error.place if isinstance(error, StorageError) else getattr(error, "filename", None)
    if found := _cause(error):
        return phrases.say(f"cli.storage.{found}", path=where or home)
    found = _cause_of_home(home)
    return phrases.say(f"cli.storage.{found}", path=home) if found else None


def _cause_of_home(home: str) -> Cause | None:
    """Tell a home in which nothing can be written now."""
    if not os.path.isdir(home):
        return None
    if not os.access(home, os.W_OK):
        return Cause.RIGHTS
    return Cause.FULL if shutil.disk_usage(home).free < LEAST_FREE else None


def _cause(error: BaseException) -> Cause | None:
    if isinstance(error, StorageError):
        return _cause(error.reason) or Cause.DEVICE
    if isinstance(error, sqlite3.Error):
        return OF_SQLITE.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
    if isinstance(error, MemoryError):
        return Cause.MEMORY
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or _number_in(str(error)))
    return _cause_of_duckdb(error)


def _number_in(words: str) -> int:
    number = IN_WORDS.search(words)
    return int(number[1] or number[2]) if number else 0


def _cause_of_duckdb(error: BaseException) -> Cause | None:
    duckdb = sys.modules.get("duckdb")  # what was never loaded has raised nothing
    if duckdb is None or not isinstance(error, duckdb.Error):
        return None
    if isinstance(error, duckdb.OutOfMemoryException):
        return Cause.MEMORY
    if isinstance(error, duckdb.IOException):
        return next((cause for words, cause in OF_DUCKDB if words in str(error)), Cause.DEVICE)
    return None
