"""What every request and answer passes: how much may be sent, how often one may try, and what a browser may do."""

from collections.abc import MutableMapping
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALL_BODY = 64 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A document of ours is one file with all that it shows; what it says was written by others and runs nothing.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SafeHeaders:
    """Adds what browsers are told with every answer; nothing but our own style and script is kept by them."""

    def __init__(self, app: ASGIApp, is_https: bool) -> None:
        self.app, self.is_https = app, is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""

        async def send_with(message: Message) -> None:
            """Add the headers to an answer that begins."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Cache-Control", "no-store")
                if self.is_https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self.app(scope, receive, send_with)


class TooLarge(Exception):
    """More was sent than may be."""


class BodyLimit:
    """Refuses what is larger than may be sent, whatever its headers say, before it is held anywhere."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self.app, self.most_bytes = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and count what comes of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.most_bytes + SMALL_BODY if scope["path"].endswith("/files") else SMALL_BODY
        length = dict(scope["headers"]).get(b"content-length", b"0")
        count, scope_state = 0, scope.setdefault("state", {})
        scope_state["is_too_large"] = not length.isdigit() or int(length) > most

        async def receive_counted() -> MutableMapping[str, Any]:
            """Return a piece of the body. Raises TooLarge for one too many."""
            nonlocal count
            message = await receive()
            count += len(message.get("body", b""))
            if count > most:
                raise TooLarge
            return message

        await self.app(scope, receive_counted, send)


class Limiter:
    """How often a thing may be done in a minute, by whoever does it."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._windows = MovingWindowRateLimiter(self._storage)

    def is_allowed(self, what: str, who: str, a_minute: int) -> bool:
        """Count one more, and tell whether it may be done."""
        return self._windows.hit(RateLimitItemPerMinute(a_minute), what, who)

    def is_free(self, what: str, who: str, a_minute: int) -> bool:
        """Tell whether one more may be done, without counting it."""
        return self._windows.test(RateLimitItemPerMinute(a_minute), what, who)
