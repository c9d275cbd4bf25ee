"""The mails about no file: a division's form, a notice such as a reminder, the day's digest, an alarm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from sarup.codes import ActKind, MailKind
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.post.message import Attachment, Message
from sarup.render.returned.letter_page import Letter, Line, Part
from sarup.render.returned.notice import Notice
from sarup.render.returned.outbox import foot_of
from sarup.thai.dates import format_full
from sarup.thai.letters import show_odd
from sarup.thai.times import BANGKOK


@dataclass(frozen=True)
class SentForm:
    """A division's form for a round, to be sent; `said_on` is the day that the mail bears."""

    path: Path
    division_code: str
    division_name: str
    agency_name: str
    plan_name: str
    item_count: int
    round_code: str
    round_label: str
    fiscal_year_be: int
    due_on: date
    said_on: date


@dataclass(frozen=True)
class ArrivedFile:
    """A file of the digest: whose it is, what became of it."""

    division_name: str
    file_name: str
    verdict: str
    received_at: datetime


@dataclass(frozen=True)
class Unsent:
    """A mail whose address the server refused for good."""

    division_name: str
    kind: MailKind
    role: str
    code: str


@dataclass(frozen=True)
class Digest:
    """What a planning office is told once a day: how the round stands, what came, what it should look after."""

    round_code: str
    round_label: str
    fiscal_year_be: int
    due_on: date
    day: date
    division_code: str
    division_name: str
    agency_name: str
    expected: int
    received: int
    accepted: int
    on_time: int
    missing: tuple[str, ...]
    not_accepted: tuple[str, ...]
    came: tuple[ArrivedFile, ...]
    held_count: int
    too_large_count: int
    unsent: tuple[Unsent, ...]


@dataclass(frozen=True)
class Alarm:
    """What went wrong, when it was seen, and what to do; `remedy` may be empty."""

    what: str
    remedy: str
    seen_at: datetime


def form_message(form: SentForm, options: ReportOptions, phrases: Phrases) -> Message:
    """Return the mail that brings a division its form; another workbook is another message."""
    phrases = phrases.in_digits(options.digits)
    label = phrases.number(phrases.round_of_year(form.round_label, form.fiscal_year_be))
    due = phrases.number(format_full(form.due_on))
    opening = phrases.say(
        "mail.form",
        agency=form.agency_name,
        plan_name=form.plan_name,
        round_label=label,
        division=form.division_name,
        n=phrases.number(form.item_count),
        due_date=due,
    )
    year = phrases.number(form.fiscal_year_be)
    subject = phrases.say("mail.subject.form", round_label=phrases.number(form.round_label), year=year)
    letter = _letter(
        sender=(form.agency_name, options.office),
        said_on=form.said_on,
        subject=subject,
        to=form.division_name,
        opening=opening,
        facts=((phrases.texts["letter.round"], label), (phrases.texts["mail.digest.due"], due)),
        closing=(phrases.texts["form.no_blank"], phrases.texts["form.digits"], phrases.texts["mail.thanks"]),
        options=options,
        phrases=phrases,
    )
    digest = sha256(form.path.read_bytes()).hexdigest()
    attached = (Attachment(form.path.name, form.path),)
    content = f"{form.round_code} {digest}"
    return Message(MailKind.FORM, content, form.round_code, form.division_code, subject, letter, attached)


def notice_message(notice: Notice, division_code: str, letter: Letter) -> Message:
    """Return the mail of a notice such as a reminder: one a kind, division, round and day."""
    kind = MailKind.DIGEST
    if notice.kind == ActKind.REMIND:
        kind = MailKind.OVERDUE if notice.days_left < 0 else MailKind.REMINDER
    content = f"{notice.kind} {notice.round_code} {notice.said_on.isoformat()}"
    return Message(kind, content, notice.round_code, division_code, letter.subject, letter)


def digest_message(digest: Digest, options: ReportOptions, phrases: Phrases) -> Message:
    """Return the planning office's mail of a day; what a later look on the same day finds goes into the next one."""
    phrases = phrases.in_digits(options.digits)
    label = phrases.number(phrases.round_of_year(digest.round_label, digest.fiscal_year_be))
    day = phrases.number(format_full(digest.day))
    subject = phrases.say("mail.subject.digest", round_label=label, date=day)
    counts = {
        "expected": digest.expected,
        "received": digest.received,
        "accepted": digest.accepted,
        "on_time": digest.on_time,
    }
    facts = [
        (phrases.texts["mail.digest.round"], label),
        (phrases.texts["mail.digest.due"], phrases.number(format_full(digest.due_on))),
        *(
            (phrases.texts[f"mail.digest.{name}"], phrases.say("mail.digest.divisions", n=phrases.number(count)))
            for name, count in counts.items()
        ),
    ]
    letter = _letter(
        sender=(digest.agency_name, options.office),
        said_on=digest.day,
        subject=subject,
        to=digest.division_name,
        opening=phrases.say("mail.digest", round_label=label, date=day),
        facts=tuple(facts),
        closing=(),
        options=options,
        phrases=phrases,
        found=phrases.texts["mail.digest.found"],
        heads=phrases.entries("mail.digest.heads"),
        parts=_parts(digest, phrases),
    )
    content = f"{digest.round_code} {digest.day.isoformat()}"
    return Message(MailKind.DIGEST, content, digest.round_code, digest.division_code, subject, letter)


def alarm_message(
    alarm: Alarm, division_code: str, division_name: str, options: ReportOptions, phrases: Phrases
) -> Message:
    """Return the mail that tells a planning office of a failure; the same failure is told once a day."""
    phrases = phrases.in_digits(options.digits)
    local = alarm.seen_at.astimezone(BANGKOK)
    day, time = format_full(local.date()), local.strftime("%H.%M")
    subject = phrases.say("mail.subject.alarm", what=alarm.what)
    letter = _letter(
        sender=(options.office,),
        said_on=local.date(),
        subject=subject,
        to=division_name,
        opening=phrases.texts["mail.alarm"],
        facts=(
            (phrases.texts["mail.alarm.what"], alarm.what),
            (
                phrases.texts["mail.alarm.at"],
                phrases.say("mail.alarm.time", date=phrases.number(day), time=phrases.number(time)),
            ),
            *(((phrases.texts["mail.alarm.remedy"], alarm.remedy),) if alarm.remedy else ()),
        ),
        closing=(),
        options=options,
        phrases=phrases,
    )
    content = f"{local.date().isoformat()} {alarm.what}"
    return Message(MailKind.ALARM, content, "", division_code, subject, letter)


def short_text(letter: Letter) -> str:
    """Return a letter for LINE, Teams and the like: what it opens with, its facts and how many lines stand in it."""
    lines = [letter.opening, *(f"{name}: {value}" for name, value in letter.facts)]
    for part in letter.parts:
        lines += [f"{part.heading}:", *(" ".join(filter(None, (line.place, line.sentence))) for line in part.lines)]
    return "\n".join(lines)


def _parts(digest: Digest, phrases: Phrases) -> tuple[Part, ...]:
    look = [
        ("", phrases.say(f"mail.digest.{name}", n=phrases.number(count)), phrases.texts[f"mail.digest.{name}.remedy"])
        for name, count in (("held", digest.held_count), ("too_large", digest.too_large_count))
        if count
    ]
    look += [
        (
            one.division_name,
            phrases.say(
                "mail.digest.unsent",
                division=one.division_name,
                kind=phrases.options("list.mail_kind")[one.kind],
                role=one.role,
                code=one.code,
            ),
            phrases.texts["mail.digest.unsent.remedy"],
        )
        for one in digest.unsent
    ]
    came = [(one.division_name, _said(one, phrases), phrases.texts[f"verdict.{one.verdict}"]) for one in digest.came]
    sections = {
        "look": look,
        "not_accepted": [(name, "", "") for name in digest.not_accepted],
        "missing": [(name, "", "") for name in digest.missing],
        "came": came,
    }
    parts, number = [], 1
    for name, lines in sections.items():
        if lines:
            parts.append(Part(phrases.texts[f"mail.digest.{name}"], _numbered(lines, number, phrases)))
            number += len(lines)
    return tuple(parts)


def _said(file: ArrivedFile, phrases: Phrases) -> str:
    received = phrases.number(format_full(file.received_at.astimezone(BANGKOK).date()))
    return phrases.say("mail.digest.file", file=show_odd(file.file_name), received=received)


def _numbered(lines: Sequence[tuple[str, str, str]], first: int, phrases: Phrases) -> tuple[Line, ...]:
    return tuple(
        Line(phrases.number(number), sentence, remedy, place, "")
        for number, (place, sentence, remedy) in enumerate(lines, first)
    )


def _letter(
    *,
    sender: Sequence[str],
    said_on: date,
    subject: str,
    to: str,
    opening: str,
    facts: tuple[tuple[str, str], ...],
    closing: tuple[str, ...],
    options: ReportOptions,
    phrases: Phrases,
    found: str = "",
    heads: tuple[str, ...] = (),
    parts: tuple[Part, ...] = (),
) -> Letter:
    """Return a letter about no file."""
    return Letter(
        sender=" ".join(filter(None, sender)),
        dated=phrases.say("mail.dated", date=phrases.number(format_full(said_on))),
        subject_label=phrases.texts["letter.subject.label"],
        subject=subject,
        salutation=phrases.say("letter.salutation", division=to),
        opening=opening,
        verdict=None,
        verdict_label="",
        explanation="",
        facts=facts,
        found=found,
        heads=heads,
        parts=parts,
        closing=closing,
        foot=tuple(foot_of(options, phrases)),
    )
