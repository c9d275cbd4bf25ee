"""A message as the e-mail that one recipient gets: plain text and a light page of the same sentences, then files."""

from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader, SingleAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sarup.assets import asset_path
from sarup.office.contacts import Contact
from sarup.post.message import Message
from sarup.render.returned.letter_page import Letter

BOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class _ThaiHeaders(EmailPolicy):
    """How headers are written: the standard way loses spaces where a long Thai text goes over to the next line.

    It writes a space between two encoded words as it is, and there it counts for nothing (RFC 2047, 6.2).
    """

    def fold(self, name: str, value: str) -> str:
        """Return a header's lines."""
        if str(value).isascii() or name.lower().startswith("content-"):
            return cast(str, super().fold(name, value))
        if isinstance(value, SingleAddressHeader | AddressHeader):
            (one,) = value.addresses
            text = f"{_encoded(one.display_name, len(name))}{self.linesep} <{one.addr_spec}>"
        else:
            text = _encoded(value, len(name))
        return f"{name}: {text}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header's lines as bytes."""
        return self.fold(name, value).encode("ascii")


# Servers that take no 8-bit text are still met.
POLICY = _ThaiHeaders(linesep="\r\n", cte_type="7bit")


def email_of(message: Message, to: Contact, sender: Address, sent_at: datetime) -> EmailMessage:
    """Return the e-mail for one recipient; the same bytes for the same time."""
    email = EmailMessage(policy=POLICY)
    email["From"] = sender
    email["To"] = Address(_one_line(to.role), addr_spec=to.address)
    email["Subject"] = _one_line(message.subject)
    email["Date"] = format_datetime(sent_at)
    email["Message-ID"] = message.message_id(to.address, sender.domain)
    # RFC 3834: no absence note answers it.
    email["Auto-Submitted"] = "auto-generated"
    email["X-Auto-Response-Suppress"] = "All"
    email["Content-Language"] = "th"
    email.set_content(plain_text(message.letter))
    email.add_alternative(mail_page(message.letter), subtype="html")
    for attachment in message.attachments:
        kind, subtype = BOOK if attachment.name.endswith(".xlsx") else ("application", "octet-stream")
        data = attachment.path.read_bytes()
        email.add_attachment(data, maintype=kind, subtype=subtype, filename=_one_line(attachment.name))
    _name_boundaries(email)
    return email


def plain_text(letter: Letter) -> str:
    """Return the letter as plain text."""
    return _template("mail.txt.j2").render(letter=letter)


def mail_page(letter: Letter) -> str:
    """Return the letter as a page that mail programs show: no fonts, no pictures, styles at each element."""
    return _template("mail.html.j2").render(letter=letter)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _encoded(text: str, name_length: int) -> str:
    """Return a text as encoded words (RFC 2047), spaces within them, cut between letters."""
    return Header(str(text), "utf-8", maxlinelen=76, header_name="x" * name_length).encode(linesep="\r\n")


def _name_boundaries(email: EmailMessage) -> None:
    """Give the parts boundaries made of the Message-ID: those that Python makes differ from run to run."""
    digest = sha256(str(email["Message-ID"]).encode()).hexdigest()[:32]
    for number, part in enumerate(email.walk()):
        if part.is_multipart():
            part.set_boundary(f"sarup-{number}-{digest}")


@lru_cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(asset_path("templates/mail")),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
