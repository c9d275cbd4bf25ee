"""The mail servers: reached and logged in to as `sarup send` and `sarup receive` do, over the way that is set."""

from collections.abc import Iterator

from sarup.commands.doctor.check import Check, Part, Patient
from sarup.commands.mail_by_itself import MAILBOX
from sarup.errors import MailServerError, UsageError
from sarup.post.mailbox import open_mailbox
from sarup.post.outgoing import smtp_server
from sarup.post.server_settings import receiving_server, sending_server


def check_mail(patient: Patient) -> Iterator[Check]:
    """Log in to the server that sends mail, where one is set up; no letter is sent."""
    host, port = patient.settings.smtp_host, patient.settings.smtp_port
    if host is None:
        yield patient.well(Part.MAIL, "none")
        return
    try:
        with smtp_server(sending_server(patient.settings), patient.settings.smtp_from, lambda _: None) as outgoing:
            outgoing.reach()
    except UsageError as error:
        yield patient.ill(Part.MAIL, "faulty", fault=error)
    except OSError as error:
        yield patient.ill(Part.MAIL, "dead", host=host, port=port, fault=error)
    else:
        yield patient.well(Part.MAIL, "ok", host=host, port=port)


def check_mailbox(patient: Patient) -> Iterator[Check]:
    """Log in to the mailbox from which files are taken, where one is set up; no message is read or marked."""
    host, port = patient.settings.imap_host, patient.settings.imap_port
    if host is None:
        yield patient.well(Part.MAILBOX, "none")
        return
    try:
        with open_mailbox(receiving_server(patient.settings), MAILBOX):
            pass
    except UsageError as error:
        yield patient.ill(Part.MAILBOX, "faulty", fault=error)
    except MailServerError as error:
        yield patient.ill(Part.MAILBOX, "dead", host=host, port=port, fault=error.__cause__ or error)
    else:
        yield patient.well(Part.MAILBOX, "ok", host=host, port=port)
