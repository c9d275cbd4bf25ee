"""Who is on the page: a signed cookie that names a link by its number, and the links that are not taken back."""

import os
import secrets
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from sarup.commands.access import access_book
from sarup.record.access import Access
from sarup.web.office import Office

COOKIE, KEY_FILE, KEY_BYTES = "sarup", "page.key", 32
SESSION_SECONDS = 10 * 3600
LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Session:
    """A person on the page: their link, and the text that every form of theirs must bring along."""

    access: Access
    csrf: str


def read_key(home: Path) -> bytes:
    """Return the key that signs sessions, made once for a home and readable by its owner alone."""
    path = home / KEY_FILE
    if not path.is_file():
        home.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{KEY_FILE}-{os.getpid()}")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        unfinished.replace(path)
    return path.read_bytes()


def open_session(office: Office, access: Access, response: Response) -> None:
    """Let a response tell the browser who this is."""
    response.set_cookie(
        COOKIE,
        _signer(office).dumps([access.number, secrets.token_urlsafe(24)]),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=office.settings.page_url.startswith("https:"),
    )


def end_session(response: Response) -> None:
    """Let a response make the browser forget who this was."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


def read_session(office: Office, request: Request) -> Session | None:
    """Return who asks; None without a cookie of ours, and when the link is over or was taken back."""
    try:
        number, csrf = _signer(office).loads(request.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    with access_book(office.home) as book:
        access = book.find(number)
    return Session(access, csrf) if access and access.is_valid(office.clock()) else None


def find_link(office: Office, token: str) -> Access | None:
    """Return the valid link of a token."""
    with access_book(office.home) as book:
        access = book.of_token(token[:LONGEST_TOKEN])
    return access if access and access.is_valid(office.clock()) else None


def is_own_form(request: Request, given: object, expected: str) -> bool:
    """Tell whether a form is one of ours: its text is the session's, and no other site sent it."""
    origin = request.headers.get("origin")
    is_here = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return is_here and compare_digest(str(given).encode(), expected.encode())


def _signer(office: Office) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(office.key, salt="session")
