"""What was handed to the mail server and taken from it, in the journal: no address, only digests, roles and divisions.

A message has a line before it is handed over and one after: what was killed between the two is told by its last line.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sarup.codes import MailKind
from sarup.record.journal import Journal

SCHEMA = """
create table if not exists mail_out (
    sequence integer primary key autoincrement,
    message_id text not null,
    kind text not null,
    round_code text not null,
    division_code text not null,
    role text not null,
    state text not null,
    detail text not null,
    recorded_at text not null
);
create index if not exists mail_out_message on mail_out (message_id, sequence);
create table if not exists mail_in (
    sequence integer primary key autoincrement,
    mailbox text not null,
    uid_validity integer not null,
    uid integer not null,
    fingerprint text not null,
    outcome text not null,
    division_code text not null,
    file_count integer not null,
    recorded_at text not null
);
create index if not exists mail_in_fingerprint on mail_in (fingerprint);
"""


class MailState(StrEnum):
    """How far a message has come; `handing_over` as the last word means that nobody knows whether it arrived.

    What a dry run has `written` is not journaled.
    """

    WRITTEN = "written"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    PUT_OFF = "put_off"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"

    @property
    def is_done(self) -> bool:
        """Tell whether it need not be handed over again."""
        return self in (MailState.SENT, MailState.REFUSED, MailState.ELSEWHERE)


class MailOutcome(StrEnum):
    """What became of a message that came."""

    TAKEN = "taken"
    HELD = "held"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


@dataclass(frozen=True)
class SentMail:
    """One message to one recipient: its Message-ID, which is made of content and address, and whom it is about."""

    message_id: str
    kind: MailKind
    round_code: str
    division_code: str
    role: str
    state: MailState
    detail: str
    recorded_at: datetime


@dataclass(frozen=True)
class ReceivedMail:
    """One message that came: where it lay, the digest of what it is, and what became of it."""

    mailbox: str
    uid_validity: int
    uid: int
    fingerprint: str
    outcome: MailOutcome
    division_code: str
    file_count: int
    recorded_at: datetime


class MailLog:
    """The journal's lines about mail; append-only, one commit a line."""

    def __init__(self, journal: Journal) -> None:
        self.connection = journal.connection
        self.connection.executescript(SCHEMA)

    def note_sent(self, mail: SentMail) -> None:
        """Add a line on a message that goes out."""
        with self.connection:
            self.connection.execute(
                "insert into mail_out (message_id, kind, round_code, division_code, role, state, detail, recorded_at) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    *(mail.message_id, mail.kind, mail.round_code, mail.division_code, mail.role),
                    *(mail.state, mail.detail, mail.recorded_at.isoformat()),
                ],
            )

    def state_of(self, message_id: str) -> MailState | None:
        """Return the last word on a message; None for one that was never handed over."""
        row = self.connection.execute(
            "select state from mail_out where message_id = ? order by sequence desc limit 1", [message_id]
        ).fetchone()
        return MailState(row[0]) if row else None

    def sent(self) -> list[SentMail]:
        """Return the last word on every message, in the order of these words."""
        rows = self.connection.execute(
            "select message_id, kind, round_code, division_code, role, state, detail, recorded_at from mail_out "
            "where sequence in (select max(sequence) from mail_out group by message_id) order by sequence"
        )
        return [
            SentMail(name, MailKind(kind), code, division, role, MailState(state), detail, datetime.fromisoformat(at))
            for name, kind, code, division, role, state, detail, at in rows
        ]

    def note_received(self, mail: ReceivedMail) -> None:
        """Add a line on a message that came."""
        with self.connection:
            self.connection.execute(
                "insert into mail_in "
                "(mailbox, uid_validity, uid, fingerprint, outcome, division_code, file_count, recorded_at) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    *(mail.mailbox, mail.uid_validity, mail.uid, mail.fingerprint, mail.outcome, mail.division_code),
                    *(mail.file_count, mail.recorded_at.isoformat()),
                ],
            )

    def known_uids(self, mailbox: str, uid_validity: int) -> set[int]:
        """Return the messages of a mailbox that were looked at; a mailbox that was made anew has none."""
        rows = self.connection.execute(
            "select uid from mail_in where mailbox = ? and uid_validity = ?", [mailbox, uid_validity]
        )
        return {uid for (uid,) in rows}

    def is_taken(self, fingerprint: str) -> bool:
        """Tell whether a message with the same Message-ID, sender and attachments was taken in."""
        row = self.connection.execute(
            "select 1 from mail_in where fingerprint = ? and outcome = ?", [fingerprint, MailOutcome.TAKEN]
        ).fetchone()
        return row is not None

    def received(self) -> list[ReceivedMail]:
        """Return every line on messages that came, in their order."""
        rows = self.connection.execute(
            "select mailbox, uid_validity, uid, fingerprint, outcome, division_code, file_count, recorded_at "
            "from mail_in order by sequence"
        )
        return [
            ReceivedMail(box, validity, uid, print_, MailOutcome(end), division, count, datetime.fromisoformat(at))
            for box, validity, uid, print_, end, division, count, at in rows
        ]
