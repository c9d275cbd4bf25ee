"""The mail of an office that runs by itself: what has come is taken in, what lies ready is sent."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sarup.codes import ActKind, ActOutcome
from sarup.commands.alarms import ALARMS, tell_office
from sarup.commands.due import journaled_acts
from sarup.commands.mail_office import MailOffice, mail_log, open_mail_office
from sarup.commands.ready_notices import ready_alarms, ready_digests, ready_forms, ready_reminders
from sarup.commands.receive import ReceiveSummary, receive_mail, say_received
from sarup.commands.send import OUTBOX, SendSummary, ready_letters, say_sent, send_messages
from sarup.errors import BusyError, MailServerError, UsageError
from sarup.office.rounds import Round
from sarup.phrases import known_phrases
from sarup.post.message import Message
from sarup.post.notices import Alarm
from sarup.record.acts import JournaledAct
from sarup.render.returned.notice import Notice
from sarup.settings import Settings
from sarup.thai.times import BANGKOK
from sarup.warehouse_file import warehouse_path

LOGGER = logging.getLogger("sarup.post")
# Letters of older rounds were handed over by now, in whatever way.
STILL_ANSWERED = timedelta(days=180)
# An act's mail that could not be sent is tried for so long; an alarm is news for so long.
STILL_NEWS = timedelta(days=3)
DIGEST_FROM = time(16, 30)
MAILBOX = "INBOX"
NOTICES = (ActKind.REMIND, ActKind.ASK_APPROVAL, ActKind.ASK_CLOSING)


def post_ready(home: Path, reference: Path, at: datetime, sleep: Callable[[float], None]) -> SendSummary | None:
    """Send what lies ready and is not yet sent; None where the office has set up no mail.

    What cannot be sent fails nobody's run: it is told once a day in HOME/alarms and lies ready for the next time.
    """
    settings = Settings()
    if settings.smtp_host is None and not settings.alarm_urls.get_secret_value():
        return None
    try:
        office = open_mail_office(home, reference, settings, at)
        summary = send_messages(office, list(_ready(office)), sleep)
    except BusyError:  # somebody is sending already
        return None
    except (MailServerError, UsageError) as error:
        _tell(home, "send", error, at)
        return None
    for line in say_sent(summary, known_phrases()):
        LOGGER.info("%s", line)
    return summary


def receive_new(home: Path, reference: Path, inbox: Path, at: datetime) -> ReceiveSummary | None:
    """Take the files that came by mail into the inbox; None where the office reads no mailbox.

    A mailbox that cannot be read fails nobody's run either: it is told once a day in HOME/alarms.
    """
    settings = Settings()
    if settings.imap_host is None:
        return None
    try:
        summary = receive_mail(open_mail_office(home, reference, settings, at), inbox, MAILBOX)
    except BusyError:
        return None
    except (MailServerError, UsageError) as error:
        _tell(home, "receive", error, at)
        return None
    for line in say_received(summary, known_phrases()):
        LOGGER.info("%s", line)
    return summary


def _tell(home: Path, what: str, error: Exception, at: datetime) -> None:
    tell_office(home, f"mail-{what}-{at.astimezone(BANGKOK).date().isoformat()}", str(error), at)


def _ready(office: MailOffice) -> Iterator[Message]:
    """Yield alarms, then letters, forms and notices of the rounds that are still answered, then the day's digests."""
    for path in sorted((office.home / ALARMS).glob("*.txt")):
        yield from _alarm(office, path)
    if office.settings.smtp_host is None:
        return
    today = office.at.astimezone(BANGKOK).date()
    rounds = [one for one in office.reference.rounds if today - STILL_ANSWERED < one.due_on]
    acts = [
        one for one in journaled_acts(office.home)
        if one.outcome == ActOutcome.DONE and office.at - one.done_at < STILL_NEWS
    ]  # fmt: skip
    for period in rounds:
        if any((one.kind, one.round_code) == (ActKind.OPEN, period.round_code) for one in acts):
            yield from ready_forms(office, period.round_code, office.home / OUTBOX)
        if warehouse_path(office.home).is_file():
            yield from ready_letters(office, period.round_code)
            yield from _notices(office, [one for one in acts if one.round_code == period.round_code])
            yield from _digests(office, period, today)


def _alarm(office: MailOffice, path: Path) -> Iterator[Message]:
    told_at, _, text = path.read_text(encoding="utf-8").partition("\n")
    seen_at = datetime.fromisoformat(told_at)
    if office.at - seen_at < STILL_NEWS:
        yield from ready_alarms(office, Alarm(text.strip(), "", seen_at))


def _notices(office: MailOffice, acts: list[JournaledAct]) -> Iterator[Message]:
    """Yield the mail of notices that the calendar has written, to whom they still concern."""
    for act in (one for one in acts if one.kind in NOTICES):
        said_on, due_on = act.done_at.astimezone(BANGKOK).date(), date.fromisoformat(act.key.split("/")[2])
        yield from ready_reminders(office, Notice(act.kind, act.round_code, due_on, said_on))


def _digests(office: MailOffice, period: Round, today: date) -> Iterator[Message]:
    """Yield the digests of a round that is being reported, from the afternoon of every working day on."""
    is_time = office.at.astimezone(BANGKOK).time() >= DIGEST_FROM and office.reference.holidays.is_working_day(today)
    if is_time and period.asks_to < today <= period.due_on + timedelta(days=30):
        with mail_log(office.home) as log:
            yield from ready_digests(office, period.round_code, log)
