"""What arrived when: an append-only SQLite file, one commit a batch. With the archive it is the only truth."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sarup.codes import ActKind, ActOutcome
from sarup.record.acts import JournaledAct
from sarup.record.decisions import Decision
from sarup.submission import Arrival
from sarup.system import make_home

SCHEMA = """
create table if not exists arrival (
    sha256 text not null,
    division_code text not null,
    file_name text not null,
    received_at text not null,
    channel text not null,
    folder text not null default '',
    primary key (sha256, division_code)
);
create table if not exists receipt (
    sequence integer primary key autoincrement,
    sha256 text not null,
    division_code text not null,
    received_at text not null,
    channel text not null,
    recorded_at text not null
);
create table if not exists decision (
    number integer primary key autoincrement,
    kind text not null,
    target text not null,
    role text not null,
    reason text not null,
    until_on text,
    recorded_at text not null,
    undoes integer references decision (number)
);
create table if not exists run_input (
    sequence integer primary key autoincrement,
    name text not null,
    sha256 text not null,
    recorded_at text not null
);
create table if not exists seen_file (
    inbox blob not null,
    path blob not null,
    size integer not null,
    mtime_ns integer not null,
    inode text not null,
    sha256 text not null,
    primary key (inbox, path)
);
create table if not exists act (
    sequence integer primary key autoincrement,
    key text not null unique,
    kind text not null,
    round_code text not null,
    due_at text not null,
    done_at text not null,
    outcome text not null,
    basis text
);
create table if not exists publication (
    sequence integer primary key autoincrement,
    changes_sha256 text,
    recorded_at text
);
create table if not exists place (
    sequence integer primary key autoincrement,
    name text not null,
    path text not null
);
"""


class ReceiptChange(NamedTuple):
    """What receipts.csv says of a file now, and what was known of it before."""

    before: Arrival
    after: Arrival


class Journal:
    """The journal of a home; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        make_home(path.parent)
        self.connection = sqlite3.connect(path)
        self.connection.execute("pragma journal_mode = wal")
        self.connection.execute("pragma synchronous = full")
        self.connection.executescript(SCHEMA)
        columns = {row[1] for row in self.connection.execute("pragma table_info(arrival)")}
        if "folder" not in columns:
            # Journals of the first release: the folder below the division's was not kept.
            self.connection.execute("alter table arrival add column folder text not null default ''")

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def record_arrivals(self, arrivals: Iterable[Arrival]) -> None:
        """Record a batch in one commit; a submission already known keeps its first line."""
        with self.connection:
            self.connection.executemany(
                "insert or ignore into arrival values (?, ?, ?, ?, ?, ?)",
                [
                    (a.sha256, a.division_code, a.file_name, a.received_at.isoformat(), a.channel, a.folder)
                    for a in arrivals
                ],
            )

    def record_receipts(self, seen: Iterable[Arrival], recorded_at: datetime) -> None:
        """Add a line for every known submission of which receipts.csv now tells another time or channel, in one commit.

        Of several files with the same bytes the one that bears the known name speaks, else the earliest.
        """
        known = {a.submission_id: a for a in self.arrivals()}

        def rank(one: Arrival) -> tuple[bool, datetime, str]:
            """Put the line that names a file as it was first seen before others, then the earlier one."""
            first = known[one.submission_id]
            return (one.folder, one.file_name) != (first.folder, first.file_name), one.received_at, one.file_name

        declared: dict[str, Arrival] = {}
        for one in sorted((one for one in seen if one.is_declared), key=rank):
            declared.setdefault(one.submission_id, one)
        with self.connection:
            self.connection.executemany(
                "insert into receipt (sha256, division_code, received_at, channel, recorded_at) values (?, ?, ?, ?, ?)",
                [
                    (a.sha256, a.division_code, a.received_at.isoformat(), a.channel, recorded_at.isoformat())
                    for name, a in declared.items()
                    if (a.received_at, a.channel) != (known[name].received_at, known[name].channel)
                ],
            )

    def arrivals(self, known_at: datetime | None = None) -> list[Arrival]:
        """Return every submission ever received, in the order of (received_at, NFC name, SHA-256).

        When and how it came is what the newest receipts.csv said, of those that runs saw up to `known_at`.
        """
        known = {a.submission_id: a for a in self._first_lines()}
        for change, recorded_at in self._changes():
            if known_at is None or recorded_at <= known_at:
                known[change.after.submission_id] = change.after
        return sorted(known.values(), key=lambda a: (a.received_at, a.file_name, a.sha256))

    def receipt_changes(self, recorded_at: datetime) -> list[ReceiptChange]:
        """Return what the run of this time found changed in receipts.csv."""
        return [change for change, at in self._changes() if at == recorded_at]

    def _first_lines(self) -> list[Arrival]:
        rows = self.connection.execute(
            "select sha256, division_code, file_name, received_at, channel, folder from arrival"
        ).fetchall()
        return [Arrival(r[0], r[1], r[2], datetime.fromisoformat(r[3]), r[4], r[5]) for r in rows]

    def _changes(self) -> Iterator[tuple[ReceiptChange, datetime]]:
        """Yield every change with its time, in the order in which they were recorded."""
        known = {(a.sha256, a.division_code): a for a in self._first_lines()}
        rows = self.connection.execute(
            "select sha256, division_code, received_at, channel, recorded_at from receipt order by sequence"
        ).fetchall()
        for digest, division, received_at, channel, recorded_at in rows:
            before = known[digest, division]
            after = replace(before, received_at=datetime.fromisoformat(received_at), channel=channel)
            known[digest, division] = after
            yield ReceiptChange(before, after), datetime.fromisoformat(recorded_at)

    def record_decision(
        self,
        kind: str,
        target: Mapping[str, str],
        role: str,
        reason: str,
        until_on: date | None,
        recorded_at: datetime,
        undoes: int | None = None,
    ) -> int:
        """Record a decision, or with `undoes` that one is taken back; return its number."""
        until = until_on.isoformat() if until_on else None
        row = [kind, _canonical(target), role, reason, until, recorded_at.isoformat(), undoes]
        with self.connection:
            cursor = self.connection.execute(
                "insert into decision (kind, target, role, reason, until_on, recorded_at, undoes) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return int(cursor.lastrowid or 0)

    def decisions(self) -> list[Decision]:
        """Return every decision in its order, with the time at which it was taken back."""
        rows = self.connection.execute(
            "select d.number, d.kind, d.target, d.role, d.reason, d.until_on, d.recorded_at, min(u.recorded_at) "
            "from decision as d left join decision as u on u.undoes = d.number "
            "where d.undoes is null group by d.number order by d.number"
        ).fetchall()
        return [
            Decision(
                number=number,
                kind=kind,
                target=json.loads(target),
                role=role,
                reason=reason,
                until_on=date.fromisoformat(until) if until else None,
                recorded_at=datetime.fromisoformat(recorded_at),
                undone_at=datetime.fromisoformat(undone_at) if undone_at else None,
            )
            for number, kind, target, role, reason, until, recorded_at, undone_at in rows
        ]

    def record_act(self, act: JournaledAct) -> None:
        """Record that an act is over and done with. Raises sqlite3.IntegrityError for one that is so already."""
        row = [act.key, act.kind, act.round_code, act.due_at.isoformat(), act.done_at.isoformat(), act.outcome]
        with self.connection:
            self.connection.execute(
                "insert into act (key, kind, round_code, due_at, done_at, outcome, basis) values (?, ?, ?, ?, ?, ?, ?)",
                [*row, act.basis],
            )

    def acts(self) -> list[JournaledAct]:
        """Return every act that was done or passed over, in that order."""
        rows = self.connection.execute(
            "select key, kind, round_code, due_at, done_at, outcome, basis from act order by sequence"
        )
        return [
            JournaledAct(key, ActKind(kind), code, _time(due), _time(done), ActOutcome(outcome), basis)
            for key, kind, code, due, done, outcome, basis in rows
        ]

    def record_input(self, name: str, digest: str, recorded_at: datetime) -> None:
        """Note which bytes of a reference file a run used; unchanged bytes add no line."""
        last = self.connection.execute(
            "select sha256 from run_input where name = ? order by sequence desc limit 1", [name]
        ).fetchone()
        if last != (digest,):
            with self.connection:
                self.connection.execute(
                    "insert into run_input (name, sha256, recorded_at) values (?, ?, ?)",
                    [name, digest, recorded_at.isoformat()],
                )

    def inputs_at(self, time: datetime) -> dict[str, str]:
        """Return name -> SHA-256 of the reference files that the last run up to a time used; empty before the first."""
        rows = self.connection.execute("select name, sha256, recorded_at from run_input order by sequence").fetchall()
        return {name: digest for name, digest, recorded_at in rows if datetime.fromisoformat(recorded_at) <= time}

    def seen_files(self, inbox: Path) -> dict[bytes, tuple[int, int, int, str]]:
        """Return what the last runs saw in an inbox: path within it -> size, time of change, inode, SHA-256."""
        rows = self.connection.execute(
            "select path, size, mtime_ns, inode, sha256 from seen_file where inbox = ?", [os.fsencode(inbox)]
        )
        return {bytes(path): (size, mtime_ns, int(inode), digest) for path, size, mtime_ns, inode, digest in rows}

    def record_seen_files(self, inbox: Path, seen: Mapping[bytes, tuple[int, int, int, str]]) -> None:
        """Remember what stood in an inbox in place of what was known of it: what is gone is forgotten."""
        if self.seen_files(inbox) == seen:
            return
        with self.connection:
            self.connection.execute("delete from seen_file where inbox = ?", [os.fsencode(inbox)])
            self.connection.executemany(
                "insert into seen_file values (?, ?, ?, ?, ?, ?)",
                [
                    (os.fsencode(inbox), path, size, mtime_ns, str(inode), digest)
                    for path, (size, mtime_ns, inode, digest) in sorted(seen.items())
                ],
            )

    def record_publication(self, changes_sha256: str, decided_at: datetime) -> None:
        """Record that what was prepared is published: the hash tells which changes that are."""
        with self.connection:
            self.connection.execute(
                "insert into publication (changes_sha256, recorded_at) values (?, ?)",
                [changes_sha256, decided_at.isoformat()],
            )

    def end_publication(self) -> None:
        """Record that of the last publication nothing is left to be done."""
        with self.connection:
            self.connection.execute("insert into publication (changes_sha256) values (null)")

    def open_publication(self) -> str | None:
        """Return the hash of the changes that were decided and are not known to be all made."""
        row = self.connection.execute(
            "select changes_sha256 from publication order by sequence desc limit 1"
        ).fetchone()
        return row[0] if row else None

    def record_place(self, name: str, path: Path) -> None:
        """Remember where the inbox or the reference folder was, the default of the next command."""
        if self.last_place(name) != path:
            with self.connection:
                self.connection.execute("insert into place (name, path) values (?, ?)", [name, str(path)])

    def last_place(self, name: str) -> Path | None:
        """Return the folder last used as `name` ("inbox", "reference"), or None before the first run."""
        row = self.connection.execute(
            "select path from place where name = ? order by sequence desc limit 1", [name]
        ).fetchone()
        return Path(row[0]) if row else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _canonical(target: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(target.items())), ensure_ascii=False)
