"""`sarup send`: what lies ready for divisions and planning offices, each once."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.headerregistry import Address
from pathlib import Path

from sarup.commands.mail_office import MailOffice, mail_log
from sarup.errors import UsageError
from sarup.office.contacts import ADDRESS
from sarup.phrases import Phrases
from sarup.post.alarms import tell_once
from sarup.post.letters import LetterDesk
from sarup.post.message import Message
from sarup.post.outgoing import EmlFolder, smtp_server
from sarup.post.send import NO_ADDRESS, Sending, Told, note_elsewhere
from sarup.post.server_settings import sending_server
from sarup.record.mail_log import MailState
from sarup.warehouse_file import open_warehouse

OUTBOX = "outbox"
# Where nobody is sent anything a sender need not be set.
NOBODY = "sarup@localhost.localdomain"


@dataclass(frozen=True)
class SendSummary:
    """What became of every message to every recipient; `written` are the files of a dry run."""

    told: tuple[Told, ...]
    written: tuple[str, ...] = ()
    is_alarm_told: bool = True

    @property
    def is_all_sent(self) -> bool:
        """Tell whether nothing was refused or put off by this command."""
        failed = (MailState.PUT_OFF, MailState.REFUSED)
        return self.is_alarm_told and not any(one.state in failed and not one.was_sent_before for one in self.told)


def ready_letters(office: MailOffice, round_code: str) -> list[Message]:
    """Return the mail that answers the files of a round.

    Raises UsageError where nothing is published, and for an unknown round.
    """
    office.check_round(round_code)
    with closing(open_warehouse(office.published(), read_only=True)) as connection:
        takes_mail = office.settings.imap_host is not None
        desk = LetterDesk(office.home / OUTBOX, office.reference.report, office.phrases, takes_mail)
        return desk.messages(connection, round_code)


def send_messages(
    office: MailOffice, messages: Sequence[Message], sleep: Callable[[float], None], again: bool = False
) -> SendSummary:
    """Send what is not yet sent; what is for the planning office goes to its alarm addresses as well.

    Raises UsageError for settings that cannot be used, MailServerError where the server cannot be reached.
    """
    urls, for_office = (
        office.settings.alarm_urls.get_secret_value(),
        [one for one in messages if one.kind.is_for_office],
    )
    with mail_log(office.home) as log:
        # First what needs no mail server: an alarm may be about it, and an office may have nothing else.
        done = [tell_once(urls, one, log, office.at) for one in for_office]
        if urls and office.settings.smtp_host is None and len(for_office) == len(messages):
            return SendSummary((), is_alarm_told=all(done))
        server, sender = sending_server(office.settings), _sender(office)
        with smtp_server(server, sender.addr_spec, sleep) as outgoing:
            sending = Sending(office.contacts, sender, outgoing, log, office.at, sleep, again)
            told = sending.send(messages)
    return SendSummary(tuple(told), is_alarm_told=all(done))


def write_messages(office: MailOffice, messages: Sequence[Message], folder: Path) -> SendSummary:
    """Write every message as .eml, sent or not; nobody is sent anything and nothing is journaled."""
    outgoing = EmlFolder(folder)
    told = Sending(office.contacts, _sender(office, NOBODY), outgoing, None, office.at).send(messages)
    return SendSummary(tuple(told), tuple(str(path) for path in outgoing.paths))


def mark_messages(office: MailOffice, messages: Sequence[Message]) -> SendSummary:
    """Journal what lies ready as handed over in another way."""
    with mail_log(office.home) as log:
        told = note_elsewhere(messages, office.contacts, _sender(office, NOBODY), log, office.at)
    return SendSummary(tuple(told))


def say_sent(summary: SendSummary, phrases: Phrases, folder: Path | None = None) -> list[str]:
    """Return the lines a person reads: what was sent to whom, what was not and what to do."""
    told = summary.told
    went, failed = (MailState.SENT, MailState.WRITTEN), (MailState.PUT_OFF, MailState.REFUSED, NO_ADDRESS)
    new = [one for one in told if one.state in went and not one.was_sent_before]
    lines = [_say("line", one, phrases) for one in new]
    lines += [_say(one.state, one, phrases) for one in told if one.state in failed and not one.was_sent_before]
    if not summary.is_alarm_told:
        lines.append(phrases.texts["mail.alarm_failed"])
    elsewhere = sum(one.state == MailState.ELSEWHERE and not one.was_sent_before for one in told)
    if folder:
        lines.append(phrases.say("mail.dry", n=len(summary.written), path=folder))
    elif elsewhere:
        lines.append(phrases.say("mail.elsewhere", n=elsewhere))
    else:
        before = sum(one.was_sent_before for one in told)
        lines.append(phrases.say("mail.sent", n=len(new), m=before))
    return lines


def _say(key: str, told: Told, phrases: Phrases) -> str:
    slots = {"subject": told.subject, "role": told.role, "division": told.division_code, "code": told.code}
    return phrases.say(f"mail.{key}", **slots)


def _sender(office: MailOffice, otherwise: str = "") -> Address:
    """Return the office's own address. Raises UsageError for a setting that is none."""
    address = office.settings.smtp_from or otherwise
    if not ADDRESS.fullmatch(address.lower()):
        raise UsageError(office.phrases.texts["mail.err.from"])
    return Address(office.reference.report.office, addr_spec=address)
