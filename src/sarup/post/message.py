"""A message to a division or to the planning office, before anybody's address stands on it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sarup.codes import MailKind
from sarup.render.returned.letter_page import Letter


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message, under the name that its reader sees."""

    name: str
    path: Path


@dataclass(frozen=True)
class Message:
    """What is sent to every contact of a division that wants its kind.

    `content` names what is told: two messages of one content are the same message, however they are worded.
    """

    kind: MailKind
    content: str
    round_code: str
    division_code: str
    subject: str
    letter: Letter
    attachments: tuple[Attachment, ...] = ()

    def message_id(self, address: str, domain: str) -> str:
        """Return the Message-ID (RFC 5322) for one recipient: the same in every run, so that a repeat is recognised."""
        told = "\n".join((self.kind, self.division_code, self.content, address.lower()))
        return f"<sarup-{sha256(told.encode()).hexdigest()[:40]}@{domain}>"
