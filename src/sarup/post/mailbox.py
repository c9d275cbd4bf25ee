"""A mailbox on an IMAP server (RFC 3501): what lies there and when the server got it. Nothing in it is expunged."""

import imaplib
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sarup.errors import MailServerError
from sarup.phrases import known_phrases
from sarup.post.server_settings import SECONDS, MailServer

_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")
_BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+|&")
# So many messages are asked about in one line.
AT_ONCE = 200


@dataclass(frozen=True)
class Waiting:
    """A message in the mailbox: its UID, its size in bytes, and when the server got it."""

    uid: int
    size: int
    received_at: datetime


class Mailbox:
    """An open mailbox; `name` tells server, account and folder apart without telling them."""

    def __init__(self, connection: imaplib.IMAP4, server: MailServer, folder: str) -> None:
        self.connection, self.server = connection, server
        self.name = sha256(f"{server.host}\n{server.user}\n{folder}".encode()).hexdigest()[:16]
        ending, _ = connection.select(mailbox_name(folder))
        if ending != "OK":
            raise server.fault("mail.err.mailbox", x=folder)
        (validity,) = connection.response("UIDVALIDITY")[1]
        self.uid_validity = int(validity or 0)

    def waiting(self, known: set[int]) -> list[Waiting]:
        """Return the messages whose UIDs are not known, by UID."""
        lists = [line for line in self._ask("SEARCH", "ALL") if isinstance(line, bytes)]
        uids = sorted({int(uid) for line in lists for uid in line.split()} - known)
        found = []
        for start in range(0, len(uids), AT_ONCE):
            names = ",".join(str(uid) for uid in uids[start : start + AT_ONCE])
            for line in self._ask("FETCH", names, "(UID RFC822.SIZE INTERNALDATE)"):
                if (one := _waiting(line)) and one.uid not in known:
                    found.append(one)
        return sorted(found, key=lambda one: one.uid)

    def fetch(self, uid: int) -> bytes | None:
        """Return a whole message, which stays unseen; None for one that has gone meanwhile."""
        for part in self._ask("FETCH", str(uid), "(BODY.PEEK[])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        return None

    def put_away(self, uid: int, folder: str) -> None:
        """Mark a message as seen and, where a folder is named, move it there (RFC 6851, or by copy and mark)."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        if not folder:
            return
        with suppress(imaplib.IMAP4.error):  # it is there already
            self.connection.create(mailbox_name(folder))
        (can,) = self.connection.capability()[1]  # a server may tell more to who is logged in
        if b"MOVE" in (can or b"").upper().split():
            self._ask("MOVE", str(uid), mailbox_name(folder))
        else:
            self._ask("COPY", str(uid), mailbox_name(folder))
            self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")

    def _ask(self, command: str, *words: str) -> list[bytes | tuple[bytes, bytes] | None]:
        ending, said = self.connection.uid(command, *words)
        if ending != "OK":
            raise MailServerError(known_phrases().say("mail.err.unreachable", host=self.server.host))
        return list(said)


@contextmanager
def open_mailbox(server: MailServer, folder: str) -> Iterator[Mailbox]:
    """Give a mailbox. Raises MailServerError where the server is not there, UsageError for what is set wrongly."""
    try:
        connection = _connect(server)
        try:
            yield Mailbox(connection, server, folder)
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                connection.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailServerError(known_phrases().say("mail.err.unreachable", host=server.host)) from error


def mailbox_name(name: str) -> str:
    """Return a folder's name as the protocol has it: modified UTF-7 (RFC 3501, 5.1.3), between quotes.

    >>> mailbox_name("INBOX"), mailbox_name("รับ & เก็บ")
    ('"INBOX"', '"&DiMOMQ4a- &- &DkAOAQ5HDho-"')
    """

    def encoded(found: re.Match[str]) -> str:
        """Return a stretch of other letters, or an ampersand, as the protocol writes it."""
        if found[0] == "&":
            return "&-"
        return f"&{b64encode(found[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"

    text = _BEYOND_ASCII.sub(encoded, name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _connect(server: MailServer) -> imaplib.IMAP4:
    try:
        if server.security == "tls":
            connection: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                server.host, server.port, ssl_context=server.tls(), timeout=SECONDS
            )
        else:
            connection = imaplib.IMAP4(server.host, server.port, timeout=SECONDS)
            if server.security == "starttls":
                connection.starttls(server.tls())
    except ssl.SSLCertVerificationError as error:
        raise server.fault("mail.err.certificate", "CA_FILE") from error
    except ssl.SSLError as error:
        raise server.fault("mail.err.no_tls", "SECURITY", "PORT") from error
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise server.fault("mail.err.no_tls", "SECURITY", "PORT") from error
    try:
        connection.login(server.user, server.password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError) as error:
        raise server.fault("mail.err.login", "USER", "PASSWORD", "PASSWORD_FILE") from error
    return connection


def _waiting(line: bytes | tuple[bytes, bytes] | None) -> Waiting | None:
    text = line[0] if isinstance(line, tuple) else line or b""
    uid, size, moment = _UID.search(text), _SIZE.search(text), imaplib.Internaldate2tuple(text)
    if not (uid and size and moment):
        return None
    return Waiting(int(uid[1]), int(size[1]), datetime.fromtimestamp(time.mktime(moment), UTC))
