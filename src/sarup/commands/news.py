"""What lies in the inbox and the reference folder that no run has taken in yet, and which rounds it concerns.

Only asked to start a run, which looks again for itself: a wrong answer costs a run and changes nothing.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sarup.gather.form import read_keys
from sarup.gather.inbox import RECEIPTS, KnownFiles, is_ready, receipts_file
from sarup.gather.listing import Entry, look
from sarup.gather.pool import WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.office.reference import Reference
from sarup.office.rounds import Round
from sarup.record.archive import Archive
from sarup.record.editions import editions_in_force
from sarup.record.journal import Journal

# So many of a heap of new files are read to know of which rounds they are; a heap touches every round.
WORTH_READING = 200


@dataclass(frozen=True)
class News:
    """What is new, each thing as a SHA-256 of its own; the rounds to be answered with it, and those to follow."""

    things: tuple[str, ...]
    rounds: tuple[str, ...]
    following: tuple[str, ...] = ()


@dataclass
class InboxWatch:
    """Looks again and again; a file is new when two looks saw it the same, it is whole, and no run has taken it.

    What two looks in a row saw alike is thought about once.
    """

    inbox: Path
    reference: Path
    home: Path
    grace: timedelta
    _before: tuple[Entry, ...] = ()
    _thought_about: object = None
    _found: News | None = field(default=None)

    def look(self, now: datetime) -> News | None:
        """Return what is new now, the same again until a run has taken it in; None when nothing is.

        Raises UsageError, in Thai, for reference files that cannot be used.
        """
        seen = tuple(entry for entry in look(self.inbox) if entry.kind == "file")
        settled, self._before = [entry for entry in seen if entry in self._before], seen
        ready = [entry for entry in settled if is_ready(self.inbox, entry, now, self.grace)]
        sight = (tuple(ready), _stamps(self.reference), _stamps(self.inbox), _stamps(self.home, "journal.sqlite*"))
        if sight != self._thought_about:
            self._found, self._thought_about = self._think(ready, now), sight
        return self._found

    def _think(self, ready: Sequence[Entry], now: datetime) -> News | None:
        known = read_reference(self.reference)
        files, inputs = self._known(now)
        archive = Archive(self.home / "archive")
        new = [entry for entry in ready if not files.digest_of(entry, archive)]
        changed = sorted(name for name, data in self._inputs(known).items() if inputs and inputs.get(name) != data)
        if not ready or not (new or changed):
            return None
        told = [f"{entry.path!r} {entry.size} {entry.mtime_ns} {entry.inode}" for entry in new]
        told += [f"{name} {self._inputs(known)[name]}" for name in changed]
        things = tuple(sha256(one.encode()).hexdigest() for one in told)
        return News(things, *self._rounds(known, new, bool(changed), now.date()))

    def _inputs(self, known: Reference) -> dict[str, str]:
        """Return name -> SHA-256 of the reference files and the receipts, as runs journal them."""
        receipts = receipts_file(self.inbox)
        files = {**known.files, **({RECEIPTS: receipts.read_bytes()} if receipts else {})}
        return {name: sha256(data).hexdigest() for name, data in files.items()}

    def _known(self, now: datetime) -> tuple[KnownFiles, Mapping[str, str]]:
        if not (self.home / "journal.sqlite").is_file():
            return KnownFiles(), {}
        with Journal(self.home / "journal.sqlite") as journal:
            return KnownFiles(journal.seen_files(self.inbox.resolve())), journal.inputs_at(now)

    def _rounds(
        self, known: Reference, new: Sequence[Entry], is_changed: bool, today: date
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rounds whose files are to be answered, and those whose documents follow.

        A file is of the round it names; what names no known one is answered with the current round, unless a round is
        answered anyway. The rounds of the year that come later follow where they have documents. A plan or a changed
        reference file touches every round that has documents; so does a heap of files.
        """
        order = [one.round_code for one in known.rounds]
        of = {one.round_code: one for one in known.rounds}
        written = {code for code in order if self._is_written(code)}
        keys = self._keys(new[:WORTH_READING])
        named = {one["round_code"] for one in keys if one.get("round_code") in of}
        is_all = is_changed or len(new) > WORTH_READING or any(one.get("form") == "plan" for one in keys)
        answered = named or (written if is_all else set()) or {self._current(known.rounds, today)}
        years = {of[code].fiscal_year_be: of[code].covers_to for code in reversed(order) if code in named}
        following = {
            code
            for code in written
            if is_all or of[code].covers_to > years.get(of[code].fiscal_year_be, of[code].covers_to)
        }
        in_order = [tuple(code for code in order if code in some) for some in (answered, following - answered)]
        return in_order[0], in_order[1]

    def _keys(self, new: Sequence[Entry]) -> list[Mapping[str, str]]:
        paths = [self.inbox / os.fsdecode(entry.path) for entry in new]
        with WorkerPool(size=1) as pool:
            readings = pool.read_many(paths)
        return [read_keys(one.workbook) if one.workbook else {} for one in readings]

    def _current(self, rounds: Sequence[Round], today: date) -> str:
        """Return the last round that has begun and is not closed, else the last one that has begun, else the first."""
        begun = [one.round_code for one in rounds if one.asks_from <= today] or [rounds[0].round_code]
        closed = {code for _agency, code in self._closed()}
        return ([code for code in begun if code not in closed] or begun)[-1]

    def _closed(self) -> Mapping[tuple[str, str], object]:
        if not (self.home / "journal.sqlite").is_file():
            return {}
        with Journal(self.home / "journal.sqlite") as journal:
            return editions_in_force(journal.decisions())

    def _is_written(self, round_code: str) -> bool:
        """Tell whether documents of a round lie in the output folder."""
        folder = self.home / "output" / round_code
        return folder.is_dir() and any(folder.iterdir())


def _stamps(folder: Path, pattern: str = "*.*") -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of change of the files that lie directly in a folder."""
    found = [(path.name, path.stat()) for path in sorted(folder.glob(pattern)) if path.is_file()]
    return tuple((name, status.st_size, status.st_mtime_ns) for name, status in found)
