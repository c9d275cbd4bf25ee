"""`sarup receive`: the files that came by mail, into the folders of the divisions that sent them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sarup.commands.mail_office import MailOffice, mail_log
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.post.intake import HELD, Placed, held_messages, hold, place_files, received_at_of
from sarup.post.mailbox import Mailbox, Waiting, open_mailbox
from sarup.post.received import read_message
from sarup.post.server_settings import receiving_server
from sarup.record.mail_log import MailLog, MailOutcome, ReceivedMail


@dataclass(frozen=True)
class ReceivedMessage:
    """What became of one message: files in the inbox, or the reason and the place where it is held. No address."""

    outcome: MailOutcome
    division_code: str = ""
    paths: tuple[str, ...] = ()
    held_reason: str = ""
    held_at: str = ""


@dataclass(frozen=True)
class ReceiveSummary:
    """What became of every message that was looked at for the first time, and of those held that were let in."""

    messages: tuple[ReceivedMessage, ...]


def receive_mail(office: MailOffice, inbox: Path, folder: str) -> ReceiveSummary:
    """Take in what is new in a mailbox, and of what is held whatever its sender is known for now.

    Killed at any point and called again it gives the same: files and lines that are there are not written twice, and
    a message counts as done only afterwards. Raises UsageError for settings or a folder that cannot be used,
    MailServerError where the server cannot be reached.
    """
    if not inbox.is_dir():
        raise UsageError(office.phrases.say("cli.err.folder", path=inbox))
    server = receiving_server(office.settings)
    with mail_log(office.home) as log:
        done = [one for path in held_messages(office.home) if (one := _released(office, inbox, path, log))]
        with open_mailbox(server, folder) as mailbox:
            for waiting in mailbox.waiting(log.known_uids(mailbox.name, mailbox.uid_validity)):
                done += _received(office, inbox, mailbox, waiting, log)
    return ReceiveSummary(tuple(done))


def say_received(summary: ReceiveSummary, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: each file that was taken, each message that is held, and how many of each."""
    lines = []
    for one in summary.messages:
        lines += [phrases.say("mail.in.file", path=path) for path in one.paths]
        if one.outcome == MailOutcome.HELD:
            lines.append(phrases.say(f"mail.in.held.{one.held_reason}", path=one.held_at))
    outcomes = [one.outcome for one in summary.messages]
    counts = {
        "files": sum(len(one.paths) for one in summary.messages),
        "held": outcomes.count(MailOutcome.HELD),
        "large": outcomes.count(MailOutcome.TOO_LARGE),
        "empty": outcomes.count(MailOutcome.EMPTY),
    }
    return [*lines, phrases.say("mail.in", n=len(outcomes), **counts)]


def _released(office: MailOffice, inbox: Path, path: Path, log: MailLog) -> ReceivedMessage | None:
    """Return what became of a held message that is held no longer; None while it is."""
    message = read_message(path.read_bytes(), office.settings.imap_authserv_id)
    placed = place_files(message, received_at_of(path), office.contacts, inbox)
    if message is None or placed.held:
        return None
    done = ReceivedMessage(MailOutcome.TAKEN, placed.division_code, placed.paths)
    log.note_received(_line(done, HELD, 0, 0, message.fingerprint, office.at))
    path.unlink()
    return done


def _received(
    office: MailOffice, inbox: Path, mailbox: Mailbox, waiting: Waiting, log: MailLog
) -> list[ReceivedMessage]:
    """Return what became of a message, journaled and put away; nothing for one that has gone meanwhile."""
    fingerprint = ""
    if waiting.size > office.settings.mail_limit_mb * 1_000_000:
        done = ReceivedMessage(MailOutcome.TOO_LARGE)
    else:
        raw = mailbox.fetch(waiting.uid)
        if raw is None:
            return []
        done, fingerprint = _taken(office, inbox, raw, waiting, log)
    log.note_received(_line(done, mailbox.name, mailbox.uid_validity, waiting.uid, fingerprint, office.at))
    if done.outcome == MailOutcome.TAKEN:
        mailbox.put_away(waiting.uid, office.settings.imap_done_folder)
    return [done]


def _taken(office: MailOffice, inbox: Path, raw: bytes, waiting: Waiting, log: MailLog) -> tuple[ReceivedMessage, str]:
    """Return what became of a message's files, and its fingerprint."""
    message = read_message(raw, office.settings.imap_authserv_id)
    fingerprint = message.fingerprint if message else ""
    if message and not message.files:
        return ReceivedMessage(MailOutcome.EMPTY), fingerprint
    if message and log.is_taken(fingerprint):
        return ReceivedMessage(MailOutcome.TAKEN), fingerprint
    received_at = min(waiting.received_at, office.at)
    placed: Placed = place_files(message, received_at, office.contacts, inbox)
    if placed.held:
        path = hold(office.home, raw, received_at)
        return ReceivedMessage(MailOutcome.HELD, held_reason=placed.held, held_at=str(path)), fingerprint
    return ReceivedMessage(MailOutcome.TAKEN, placed.division_code, placed.paths), fingerprint


def _line(
    done: ReceivedMessage, mailbox: str, uid_validity: int, uid: int, fingerprint: str, at: datetime
) -> ReceivedMail:
    return ReceivedMail(mailbox, uid_validity, uid, fingerprint, done.outcome, done.division_code, len(done.paths), at)
