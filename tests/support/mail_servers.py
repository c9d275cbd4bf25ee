"""Real mail servers on this machine: SMTP (aiosmtpd) and IMAP (pymap), both with certificates of an own authority."""

import imaplib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "127.0.0.1"
USER, PASSWORD = "plan@tpso.example", "secret of the office"
IMAP_USER, IMAP_PASSWORD = "demouser", "demopass"
TAKEN = "250 2.0.0 taken"


@dataclass(frozen=True)
class Authority:
    """Whose word the clients take, and the certificate of the servers."""

    ca_file: Path
    server_pem: Path

    def context(self) -> ssl.SSLContext:
        """Return what the server shows."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.server_pem)
        return context


def make_authority(folder: Path) -> Authority:
    """Return a new authority with a certificate for this machine."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    return Authority(folder / "ca.pem", folder / "server.pem")


@dataclass
class PostOffice:
    """What an SMTP server was given, and what it is to answer: by address at RCPT, and next at DATA."""

    port: int
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: list[str] = field(default_factory=list)
    hangs_up: int = 0
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any) -> str:
        """Answer to a recipient."""
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer to a message; one that is hung up on was taken all the same."""
        answer = self.at_data.pop(0) if self.at_data else TAKEN
        if answer == TAKEN:
            self.taken.append((envelope.rcpt_tos[0], cast(bytes, envelope.content)))
            self.encrypted.append(session.ssl is not None)
        if self.hangs_up:
            self.hangs_up -= 1
            assert server.transport is not None
            server.transport.close()
        return answer

    def emails(self) -> list[tuple[str, EmailMessage]]:
        """Return each recipient with the e-mail as a mail program reads it."""
        return [(to, cast(EmailMessage, message_from_bytes(data, policy=default))) for to, data in self.taken]

    def ids(self) -> list[str]:
        """Return the Message-IDs in the order in which they came."""
        return [str(email["Message-ID"]).strip() for _, email in self.emails()]


@contextmanager
def smtp_server(authority: Authority) -> Iterator[PostOffice]:
    """Give an SMTP server that demands STARTTLS and a login."""

    def is_user(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        is_right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=is_right, handled=is_right)

    office = PostOffice(_free_port())
    controller = Controller(
        office, HOST, office.port, tls_context=authority.context(), require_starttls=True, auth_required=True,
        authenticator=is_user,
    )  # fmt: skip
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@dataclass(frozen=True)
class MailStore:
    """An IMAP server with one account, and a client for what a test puts there and looks at."""

    port: int
    client: imaplib.IMAP4

    def put(self, message: bytes, at: datetime, folder: str = "INBOX") -> None:
        """Deliver a message as if it came at a time."""
        ending, said = self.client.append(folder, "", imaplib.Time2Internaldate(at), message)
        assert ending == "OK", said

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """Return a line with the flags of each message of a folder."""
        self.client.select(folder, readonly=True)
        return [line for line in self.client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@contextmanager
def imap_server(authority: Authority) -> Iterator[MailStore]:
    """Give an IMAP server that demands STARTTLS and a login."""
    port = _free_port()
    pem = str(authority.server_pem)
    line = [sys.executable, "-c", "from pymap.main import main; main()", "--host", HOST, "--port", str(port)]
    server = subprocess.Popen(
        [*line, "--cert", pem, "--key", pem, "dict", "--demo-data", "--demo-user", IMAP_USER], stderr=subprocess.PIPE
    )
    try:
        client = _connected(server, port)
        client.starttls(ssl.create_default_context(cafile=str(authority.ca_file)))
        client.login(IMAP_USER, IMAP_PASSWORD)
        yield MailStore(port, client)
        client.logout()
    finally:
        server.kill()
        server.communicate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def _connected(server: "subprocess.Popen[bytes]", port: int) -> imaplib.IMAP4:
    for _ in range(400):
        try:
            return imaplib.IMAP4(HOST, port)
        except ConnectionRefusedError:
            assert server.poll() is None, "the IMAP server did not start"
            time.sleep(0.05)
    raise TimeoutError("the IMAP server does not answer")
