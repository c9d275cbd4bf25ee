"""Personal links to the page and what was done with them, in the journal: digests, roles and positions, no names.

A token has 256 random bits: no dictionary finds it, so that one round of SHA-256 keeps it. It is told once.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from types import TracebackType

from sarup.codes import AccessRole
from sarup.record.journal import Journal

SCHEMA = """
create table if not exists access (
    number integer primary key autoincrement,
    token_sha256 text not null unique,
    role text not null,
    agency_code text not null,
    division_code text not null,
    position text not null,
    recorded_at text not null,
    expires_at text not null
);
create table if not exists access_end (
    sequence integer primary key autoincrement,
    access integer not null references access (number),
    reason text not null,
    recorded_at text not null
);
create table if not exists access_use (
    sequence integer primary key autoincrement,
    access integer,
    what text not null,
    target text not null,
    outcome text not null,
    recorded_at text not null
);
"""


@dataclass(frozen=True)
class Access:
    """One personal link: whom it is for, by role and position, and how long it opens the page.

    `division_code` is that of a focal point, else empty. `revoked_at` tells when it was taken back.
    """

    number: int
    token_sha256: str
    role: AccessRole
    agency_code: str
    division_code: str
    position: str
    recorded_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Tell whether it opens the page."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class AccessUse:
    """What somebody did or tried with a link: `access` is its number, None for a link that is none."""

    access: int | None
    what: str
    target: str
    outcome: str
    recorded_at: datetime


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class AccessBook:
    """The links of a home; use it as a context manager."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        journal.connection.executescript(SCHEMA)

    def __enter__(self) -> "AccessBook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._journal.connection.close()

    def add(self, access: Access) -> int:
        """Record a link, whose number is given here; return that number."""
        row = [
            access.token_sha256, access.role, access.agency_code, access.division_code, access.position,
            access.recorded_at.isoformat(), access.expires_at.isoformat(),
        ]  # fmt: skip
        with self._journal.connection as connection:
            cursor = connection.execute(
                "insert into access (token_sha256, role, agency_code, division_code, position, recorded_at, "
                "expires_at) values (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return int(cursor.lastrowid or 0)

    def revoke(self, number: int, reason: str, recorded_at: datetime) -> None:
        """Record that a link opens nothing any more."""
        with self._journal.connection as connection:
            connection.execute(
                "insert into access_end (access, reason, recorded_at) values (?, ?, ?)",
                [number, reason, recorded_at.isoformat()],
            )

    def all(self) -> list[Access]:
        """Return every link there ever was, in the order in which they were made."""
        rows = self._journal.connection.execute(
            "select a.number, a.token_sha256, a.role, a.agency_code, a.division_code, a.position, a.recorded_at, "
            "a.expires_at, min(e.recorded_at) from access as a left join access_end as e on e.access = a.number "
            "group by a.number order by a.number"
        ).fetchall()
        return [_access(*row) for row in rows]

    def find(self, number: int) -> Access | None:
        """Return a link by its number."""
        return next((one for one in self.all() if one.number == number), None)

    def of_token(self, token: str) -> Access | None:
        """Return the link of a token; every link is compared, each in the same time."""
        digest, found = token_digest(token), None
        for one in self.all():
            if compare_digest(one.token_sha256, digest):
                found = one
        return found

    def note(self, use: AccessUse) -> None:
        """Record what was done with a link."""
        with self._journal.connection as connection:
            connection.execute(
                "insert into access_use (access, what, target, outcome, recorded_at) values (?, ?, ?, ?, ?)",
                [use.access, use.what, use.target, use.outcome, use.recorded_at.isoformat()],
            )

    def uses(self) -> list[AccessUse]:
        """Return all that was done with links, in its order."""
        rows = self._journal.connection.execute(
            "select access, what, target, outcome, recorded_at from access_use order by sequence"
        )
        return [
            AccessUse(access, what, target, end, datetime.fromisoformat(at)) for access, what, target, end, at in rows
        ]


def _access(*row: str) -> Access:
    number, digest, role, agency, division, position, recorded_at, expires_at, revoked_at = row
    return Access(
        number=int(number),
        token_sha256=digest,
        role=AccessRole(role),
        agency_code=agency,
        division_code=division,
        position=position,
        recorded_at=datetime.fromisoformat(recorded_at),
        expires_at=datetime.fromisoformat(expires_at),
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
    )
