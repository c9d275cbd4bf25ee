"""`sarup access`: personal links to the page, by role and position; a link is shown once and kept as a digest."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sarup.codes import AccessRole
from sarup.errors import UsageError
from sarup.office.reference import Reference, whose_agency
from sarup.phrases import Phrases
from sarup.record.access import Access, AccessBook, token_digest
from sarup.record.journal import Journal
from sarup.thai.dates import format_full
from sarup.thai.times import BANGKOK

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Asked:
    """Whom a link is asked for; a division for a focal point only, an agency where there are several."""

    role: AccessRole
    position: str
    division_code: str = ""
    agency_code: str = ""
    days: int = 180


@contextmanager
def access_book(home: Path) -> Iterator[AccessBook]:
    """Open the links of a home."""
    with Journal(home / "journal.sqlite") as journal:
        yield AccessBook(journal)


def add_access(home: Path, asked: Asked, reference: Reference, at: datetime, phrases: Phrases) -> tuple[Access, str]:
    """Record a new link and return it with its token, which nobody can tell again.

    Raises UsageError for a focal point without a known division, and for another role with one.
    """
    names = reference.division_names()
    is_focal = asked.role == AccessRole.FOCAL_POINT
    if is_focal and asked.division_code not in names:
        raise UsageError(phrases.say("cli.err.division", division=asked.division_code or "-"))
    if not is_focal and asked.division_code:
        raise UsageError(phrases.texts["access.err.division"])
    agency = reference.agency_of()[asked.division_code] if is_focal else asked.agency_code
    token = secrets.token_urlsafe(TOKEN_BYTES)
    access = Access(
        number=0,
        token_sha256=token_digest(token),
        role=asked.role,
        agency_code=whose_agency(reference, agency, phrases),
        division_code=asked.division_code,
        position=asked.position or phrases.options("access.role")[asked.role],
        recorded_at=at,
        expires_at=at + timedelta(days=asked.days),
    )
    with access_book(home) as book:
        return _numbered(book, access), token


def list_access(home: Path) -> list[Access]:
    """Return every link of a home, also those that open nothing any more."""
    with access_book(home) as book:
        return book.all()


def revoke_access(home: Path, number: int, reason: str, at: datetime, phrases: Phrases) -> Access:
    """Take a link back, at once. Raises UsageError for a number that is none and a link that was taken back."""
    with access_book(home) as book:
        found = book.find(number)
        if found is None or found.revoked_at is not None:
            raise UsageError(phrases.say("access.err.number", n=number))
        book.revoke(number, reason, at)
        return found


def say_access(one: Access, now: datetime, phrases: Phrases) -> str:
    """Return the line a person reads about a link."""
    state = "revoked" if one.revoked_at else "valid" if one.is_valid(now) else "expired"
    return phrases.say(
        "access.line",
        n=one.number,
        role=phrases.options("access.role")[one.role],
        position=one.position,
        division=one.division_code or one.agency_code,
        until=phrases.number(format_full(one.expires_at.astimezone(BANGKOK).date())),
        state=phrases.options("access.state")[state],
    )


def link_of(base: str, token: str) -> str:
    """Return the address that a person opens."""
    return f"{base.rstrip('/')}/in/{token}"


def _numbered(book: AccessBook, access: Access) -> Access:
    number = book.add(access)
    return next(one for one in book.all() if one.number == number)
