"""Where e-mails are handed to: an SMTP server, or a folder of .eml files in which nobody is sent anything."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from sarup.errors import MailServerError
from sarup.phrases import known_phrases
from sarup.post.server_settings import SECONDS, MailServer
from sarup.record.mail_log import MailState

# Seconds before each further attempt; after the last one all waits for the next command.
PAUSES = (2.0, 8.0, 30.0)
LOST = "lost"
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Handed:
    """What the server said to a message: a state and its codes, never its words, in which addresses stand."""

    state: MailState
    code: str = ""


class Outgoing(Protocol):
    """Takes e-mails, one recipient each."""

    def make_ready(self) -> None:
        """Reach the server. Raises MailServerError where it cannot be reached now."""

    def hand_over(self, email: EmailMessage, address: str) -> Handed:
        """Hand one e-mail over, and return what was answered."""


@dataclass
class SmtpServer:
    """A connection to the server that sends, made when it is first needed and again when it was lost."""

    server: MailServer
    sender: str
    sleep: Callable[[float], None]
    connection: smtplib.SMTP | None = field(default=None, init=False)

    def make_ready(self) -> None:
        """Connect, again after pauses. Raises MailServerError in the end, UsageError for settings that cannot be."""
        for pause in (*PAUSES, None):
            try:
                self.reach()
                return
            except OSError as error:
                if pause is None:
                    raise MailServerError(known_phrases().say("mail.err.unreachable", host=self.server.host)) from error
                self.sleep(pause)

    def reach(self) -> None:
        """Connect and log in, once. Raises OSError where that fails, UsageError for settings that cannot be."""
        self.connection = self.connection or self._connect()

    def hand_over(self, email: EmailMessage, address: str) -> Handed:
        """Hand over once. Raises UsageError where the server lets nobody send in the name of the sender.

        What was lost on the way is put off; after its last byte it may have arrived, and then comes twice under one
        Message-ID.
        """
        assert self.connection is not None  # was made ready
        try:
            self.connection.sendmail(self.sender, [address], email.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            return _answer(*error.recipients[address])
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code < 500:
                return _answer(error.smtp_code, error.smtp_error)
            raise self.server.fault("mail.err.sender", code=error.smtp_code) from error
        except smtplib.SMTPDataError as error:
            return _answer(error.smtp_code, error.smtp_error)
        except OSError:  # every other error of smtplib is one as well
            self.close()
            return Handed(MailState.PUT_OFF, LOST)
        return Handed(MailState.SENT)

    def close(self) -> None:
        """Take leave of the server."""
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.quit()
            except OSError:
                connection.close()

    def _connect(self) -> smtplib.SMTP:
        # Its own name would be looked up in the network otherwise.
        name, server = self.sender.rpartition("@")[2], self.server
        try:
            if server.security == "tls":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, local_hostname=name, timeout=SECONDS, context=server.tls()
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=SECONDS)
                if server.security == "starttls":
                    connection.starttls(context=server.tls())
            if server.user:
                connection.login(server.user, server.password)
        except ssl.SSLCertVerificationError as error:
            raise server.fault("mail.err.certificate", "CA_FILE") from error
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise server.fault("mail.err.no_tls", "SECURITY", "PORT") from error
        except (smtplib.SMTPAuthenticationError, UnicodeEncodeError) as error:
            if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code < 500:
                raise
            raise server.fault("mail.err.login", "USER", "PASSWORD", "PASSWORD_FILE") from error
        return connection


@dataclass
class EmlFolder:
    """A folder into which e-mails are written as .eml, to be looked at."""

    folder: Path
    paths: list[Path] = field(default_factory=list)

    def make_ready(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def hand_over(self, email: EmailMessage, address: str) -> Handed:
        """Write one e-mail; its name tells the order and the start of its Message-ID."""
        path = self.folder / f"{len(self.paths) + 1:03d}-{str(email['Message-ID'])[7:15]}.eml"
        path.write_bytes(email.as_bytes())
        self.paths.append(path)
        return Handed(MailState.WRITTEN)


@contextmanager
def smtp_server(server: MailServer, sender: str, sleep: Callable[[float], None]) -> Iterator[SmtpServer]:
    """Give the server, and take leave of it in the end."""
    outgoing = SmtpServer(server, sender, sleep)
    try:
        yield outgoing
    finally:
        outgoing.close()


def _answer(code: int, said: bytes | str) -> Handed:
    """Return what a server's answer means: from 500 on it is for good (RFC 5321, 4.2.1)."""
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    status = _STATUS.search(text)
    return Handed(
        MailState.REFUSED if code >= 500 else MailState.PUT_OFF, f"{code} {status[0]}" if status else str(code)
    )
