"""`sarup send` and `sarup receive`: mail."""

from dataclasses import asdict
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from sarup.cli.options import Home, Inbox, Reference, Round, Verdict, now, print_json
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings

if TYPE_CHECKING:
    from sarup.commands.mail_office import MailOffice
    from sarup.post.message import Message


def send(
    round_code: Round,
    forms: Annotated[
        Path | None, typer.Option(help="Send the forms that `sarup forms --output` wrote here, in place of letters.")
    ] = None,
    digest: Annotated[bool, typer.Option("--digest", help="Send the planning office its digest of the day.")] = False,
    dry_run: Annotated[
        Path | None, typer.Option(help="Write every message as .eml into this folder; nobody is sent anything.")
    ] = None,
    already_sent: Annotated[
        bool, typer.Option("--already-sent", help="Send nothing: what lies ready was handed over in another way.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Also what the server once refused for good.")] = False,
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every message and what became of it.")] = False,
) -> None:
    """Mail what lies ready for a round and is not yet sent: receipts and returned letters, forms, or a digest.

    Each message goes once to each address of reference/contacts.csv that wants its kind. Servers and accounts are
    settings (SARUP_SMTP_…). Exit codes: 1 something was refused or put off, 69 the server cannot be reached.
    """
    from sarup.commands.mail_office import open_mail_office
    from sarup.commands.send import mark_messages, say_sent, send_messages, write_messages

    phrases = known_phrases()
    if already_sent and (dry_run or again):
        raise UsageError(phrases.texts["mail.err.one_way"])
    places = find_places(home, {"reference": reference})
    office = open_mail_office(places["home"], places["reference"], Settings(), now())
    messages = _ready(office, round_code, forms, digest)
    if dry_run:
        summary = write_messages(office, messages, dry_run)
    elif already_sent:
        summary = mark_messages(office, messages)
    else:
        summary = send_messages(office, messages, sleep, again)
    if as_json:
        print_json(asdict(summary))
    else:
        typer.echo("\n".join(say_sent(summary, phrases, dry_run)))
    if not summary.is_all_sent:
        raise Verdict(1)


def receive(
    mailbox: Annotated[str, typer.Argument(metavar="[MAILBOX]", help="The folder on the IMAP server.")] = "INBOX",
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every message and what became of it.")] = False,
) -> None:
    """Take files that came by mail into the inbox: to the sender's division, dated in receipts.csv.

    Whose mail it is says reference/contacts.csv. What came from anybody else is held in HOME/held until contacts.csv
    names the sender. Server and account are settings (SARUP_IMAP_…). Exit code 69: the server cannot be reached.
    """
    from sarup.commands.mail_office import open_mail_office
    from sarup.commands.receive import receive_mail, say_received

    phrases = known_phrases()
    places = find_places(home, {"inbox": inbox, "reference": reference})
    office = open_mail_office(places["home"], places["reference"], Settings(), now())
    summary = receive_mail(office, places["inbox"], mailbox)
    if as_json:
        print_json(asdict(summary))
    else:
        typer.echo("\n".join(say_received(summary, phrases)))


def _ready(office: "MailOffice", round_code: str, forms: Path | None, digest: bool) -> "list[Message]":
    """Return the messages that a command is asked for."""
    from sarup.commands.mail_office import mail_log
    from sarup.commands.ready_notices import ready_digests, ready_forms
    from sarup.commands.send import ready_letters

    if forms and digest:
        raise UsageError(office.phrases.texts["mail.err.one_way"])
    if forms:
        return ready_forms(office, round_code, forms)
    if digest:
        with mail_log(office.home) as log:
            return ready_digests(office, round_code, log)
    return ready_letters(office, round_code)
