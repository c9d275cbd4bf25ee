"""A message as the e-mail that one recipient gets: plain text and a light page of the same sentences, then files."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sarup.assets import asset_path
from sarup.office.contacts import Contact
from sarup.post.message import Message
from sarup.render.returned.letter_page import Letter

# Servers that take no 8-bit text are still met.
POLICY = SMTP.clone(cte_type="7bit")
BOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


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
