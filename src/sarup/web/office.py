"""What the page knows of its office: its folders, and the ways in which it asks for what takes time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

import duckdb

from sarup.commands.access import access_book
from sarup.gather.reference_folder import read_reference
from sarup.office.reference import Reference
from sarup.office.rounds import Round
from sarup.phrases import Phrases, known_phrases
from sarup.record.access import AccessUse
from sarup.settings import Settings
from sarup.warehouse_file import attach_warehouse, published_warehouse
from sarup.web.checking import Checker


@dataclass(frozen=True)
class ClosingAsked:
    """A round that somebody closes on the page, with the position and reason that the journal keeps."""

    round_code: str
    agency_code: str
    role: str
    reason: str


@dataclass
class Office:
    """A served office. `ask_run` asks the running service for a round's report, `ask_close` for a closing.

    The first returns at once, the second when it is over: an empty text, or in Thai why the round is not closed.
    `key` signs sessions; `closings` is what was said last of each round and agency that somebody closes.
    """

    settings: Settings
    home: Path
    inbox: Path
    reference_folder: Path
    key: bytes
    clock: Callable[[], datetime]
    ask_run: Callable[[str], None]
    ask_close: Callable[[ClosingAsked], str]
    checker: Checker
    closings: dict[tuple[str, str], str] = field(default_factory=dict)
    _read: tuple[object, Reference] | None = field(default=None, repr=False)
    _open: tuple[object, duckdb.DuckDBPyConnection] | None = field(default=None, repr=False)
    _opening: Lock = field(default_factory=Lock, repr=False)

    @property
    def reference(self) -> Reference:
        """Return the reference files as they are now; read anew when one of them has changed."""
        stamps = tuple(
            (path.name, status.st_size, status.st_mtime_ns)
            for path in sorted(self.reference_folder.iterdir())
            if path.is_file() and (status := path.stat())
        )
        if self._read is None or self._read[0] != stamps:
            self._read = stamps, read_reference(self.reference_folder)
        return self._read[1]

    @property
    def phrases(self) -> Phrases:
        """Return the office's sentences, in its digits."""
        return known_phrases().in_digits(self.reference.report.digits)

    def round(self, code: str) -> Round | None:
        """Return a round by its code, None for one that is not there."""
        return next((one for one in self.reference.rounds if one.round_code == code), None)

    def current_round(self) -> Round:
        """Return the round that was opened last, else the first one."""
        today = self.clock().date()
        begun = [one for one in self.reference.rounds if one.asks_from <= today]
        return (begun or [self.reference.rounds[0]])[-1]

    @contextmanager
    def warehouse(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Open the published database to read; None while nothing is published."""
        path = published_warehouse(self.home)
        if not path.is_file():
            yield None
            return
        connection = self._database(path).cursor()
        connection.execute("use published")
        connection.execute("set timezone = 'Asia/Bangkok'")
        try:
            yield connection
        finally:
            connection.close()

    def _database(self, path: Path) -> duckdb.DuckDBPyConnection:
        """Return the published database, opened once and again when another one was published in its place."""
        status = path.stat()
        stamp = (path, status.st_ino, status.st_mtime_ns)
        with self._opening:
            if self._open is None or self._open[0] != stamp:
                self._open = stamp, attach_warehouse(path)
            return self._open[1]

    def close(self) -> None:
        """Let go of what is open."""
        self.checker.close()
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def note(self, access: int | None, what: str, target: str, outcome: str = "done") -> None:
        """Keep in the journal what was done with a link."""
        with access_book(self.home) as book:
            book.note(AccessUse(access, what, target, outcome, self.clock()))
