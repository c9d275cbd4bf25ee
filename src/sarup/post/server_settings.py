"""How a mail server is reached, checked before anything is sent there."""

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings

SECONDS = 30.0


@dataclass(frozen=True)
class MailServer:
    """One server; `prefix` is that of its settings, for what people are told."""

    prefix: str
    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    ca_file: Path | None = None

    def tls(self) -> ssl.SSLContext:
        """Return what proves the server to be the one that was named."""
        return ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)

    def fault(self, key: str, *settings: str, **slots: object) -> UsageError:
        """Return the error of a setting that cannot be: a phrase, with the names of the settings to look at."""
        names = " ".join(f"{self.prefix}_{name}" for name in settings)
        return UsageError(known_phrases().say(key, host=self.host, name=names, **slots))


def sending_server(settings: Settings) -> MailServer:
    """Return the server that sends. Raises UsageError where it is not set, or would be spoken to in the clear."""
    return _server("SMTP", settings, "SARUP_SMTP_HOST", "SARUP_SMTP_FROM")


def receiving_server(settings: Settings) -> MailServer:
    """Return the server that is read. Raises UsageError where it is not set, or would be spoken to in the clear."""
    return _server("IMAP", settings, "SARUP_IMAP_HOST", "SARUP_IMAP_USER")


def _server(kind: str, settings: Settings, *needed: str) -> MailServer:
    values = {name: getattr(settings, name.removeprefix("SARUP_").lower()) for name in needed}
    if missing := [name for name, value in values.items() if not value]:
        raise UsageError(known_phrases().say("mail.err.no_host", names=" ".join(missing)))
    lower = kind.lower()
    host, security = getattr(settings, f"{lower}_host"), getattr(settings, f"{lower}_security")
    if security == "none" and not _is_loopback(host):
        raise UsageError(known_phrases().say("mail.err.open_way", name=f"SARUP_{kind}_SECURITY"))
    return MailServer(
        prefix=f"SARUP_{kind}",
        host=host,
        port=getattr(settings, f"{lower}_port"),
        security=security,
        user=getattr(settings, f"{lower}_user"),
        password=_password(kind, settings),
        ca_file=getattr(settings, f"{lower}_ca_file"),
    )


def _password(kind: str, settings: Settings) -> str:
    """Return the password, of its file where one is named, without the line's end."""
    path: Path | None = getattr(settings, f"{kind.lower()}_password_file")
    if path is None:
        return str(getattr(settings, f"{kind.lower()}_password").get_secret_value())
    try:
        return path.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(known_phrases().say("mail.err.password_file", name=f"SARUP_{kind}_PASSWORD_FILE")) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
