"""The mail about no file that lies ready: a round's forms, and the day's digest of each planning office."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sarup.codes import MailKind, Verdict
from sarup.commands.mail_office import MailOffice
from sarup.errors import UsageError
from sarup.gather.form import read_submission
from sarup.gather.pool import Reading
from sarup.gather.read_file import read_file
from sarup.gather.workbook import Workbook
from sarup.phrases import Phrases
from sarup.post.intake import held_messages
from sarup.post.message import Message
from sarup.post.notices import (
    Alarm,
    ArrivedFile,
    Digest,
    SentForm,
    Unsent,
    alarm_message,
    digest_message,
    form_message,
    notice_message,
)
from sarup.record.mail_log import MailLog, MailOutcome, MailState
from sarup.render.returned.notice import Notice, notice_letters
from sarup.rows import read_rows
from sarup.submission import Arrival
from sarup.thai.times import BANGKOK
from sarup.warehouse_file import open_warehouse

DIVISIONS = """
select division_name, is_received, is_accepted, is_on_time from rollup.completeness
where round_code = $round and agency_code = $agency
order by sort_no, division_code
"""
CAME = """
select coalesce(d.division_name, s.division_code) as division_name, s.file_name, s.verdict, s.received_at
from core.submission as s
inner join core.division as d on s.division_code = d.division_code
where (s.round_code = $round or s.round_code is null) and d.agency_code = $agency and s.received_at > $since
order by s.received_at, s.file_name, s.sha256
"""


@dataclass(frozen=True)
class _Reported:
    division_name: str
    is_received: bool
    is_accepted: bool
    is_on_time: bool


@dataclass(frozen=True)
class _Came:
    division_name: str
    file_name: str
    verdict: Verdict
    received_at: datetime


def ready_forms(office: MailOffice, round_code: str, folder: Path) -> list[Message]:
    """Return the mail that brings every division the form that `sarup forms` wrote for it into a folder.

    Raises UsageError where there is none, and for an unknown round.
    """
    office.check_round(round_code)
    names = office.reference.division_names()
    paths = {code: folder / code / f"{code}_{round_code}.xlsx" for code in names}
    forms = [_form(office, round_code, code, path) for code, path in paths.items() if path.is_file()]
    if not forms:
        raise UsageError(office.phrases.say("mail.err.no_forms", round=round_code, path=folder))
    return [form_message(one, office.reference.report, office.phrases) for one in forms]


def ready_digests(office: MailOffice, round_code: str, log: MailLog) -> list[Message]:
    """Return the day's digest of every planning office.

    Raises UsageError where nothing is published, and for an unknown round.
    """
    office.check_round(round_code)
    with closing(open_warehouse(office.published(), read_only=True)) as connection:
        digests = []
        for division, agency in office.planning_offices().items():
            since = _last_digest(log, division) or office.at - timedelta(days=1)
            names = {"round": round_code, "agency": agency}
            reported = read_rows(connection, _Reported, DIVISIONS, names)
            came = read_rows(connection, _Came, CAME, {**names, "since": since})
            digests.append(_digest(office, round_code, division, agency, reported, came, log, since))
    return [digest_message(one, office.reference.report, office.phrases) for one in digests]


def ready_reminders(office: MailOffice, notice: Notice) -> list[Message]:
    """Return what a notice says to everybody whom it concerns: who owes is reminded, a planning office asked to go on.

    Raises UsageError where nothing is published, and for an unknown round.
    """
    office.check_round(notice.round_code)
    options = office.reference.report
    with closing(open_warehouse(office.published(), read_only=True)) as connection:
        letters = notice_letters(connection, notice, options, office.phrases)
        return [notice_message(notice, division, letter) for division, letter in letters]


def ready_alarms(office: MailOffice, alarm: Alarm) -> list[Message]:
    """Return an alarm for every planning office."""
    names, options = office.reference.division_names(), office.reference.report
    return [alarm_message(alarm, code, names[code], options, office.phrases) for code in office.planning_offices()]


def _form(office: MailOffice, round_code: str, division: str, path: Path) -> SentForm:
    workbook = read_file(path.read_bytes())
    agency = office.reference.agency_of()[division]
    period = office.reference.round(round_code)
    arrival = Arrival("", division, path.name, office.at, "form")
    rows = read_submission(arrival, Reading(workbook), office.phrases).tables.get("results", ())
    return SentForm(
        path=path,
        division_code=division,
        division_name=office.reference.division_names()[division],
        agency_name=office.agency_names()[agency],
        plan_name=_plan_name(workbook, office.phrases),
        item_count=len({row.get("item_code") for row in rows}),
        round_code=round_code,
        round_label=period.label,
        fiscal_year_be=period.fiscal_year_be,
        due_on=period.due_on,
        said_on=office.at.astimezone(BANGKOK).date(),
    )


def _plan_name(workbook: Workbook, phrases: Phrases) -> str:
    """Return the plan's name as the form's title has it."""
    before, _, after = phrases.texts["form.title"].partition("{plan_name}")
    titles = (cell.text for sheet in workbook.sheets for cell in sheet.cells if cell.text.startswith(before))
    return next(titles, "").removeprefix(before).removesuffix(after)


def _digest(
    office: MailOffice,
    round_code: str,
    division: str,
    agency: str,
    reported: Sequence[_Reported],
    came: Sequence[_Came],
    log: MailLog,
    since: datetime,
) -> Digest:
    period, names = office.reference.round(round_code), office.reference.division_names()
    agencies = office.reference.agency_of()
    too_large = [one for one in log.received() if one.outcome == MailOutcome.TOO_LARGE and one.recorded_at > since]
    unsent = [
        Unsent(names.get(one.division_code, one.division_code), one.kind, one.role, one.detail)
        for one in log.sent()
        if one.state == MailState.REFUSED and one.recorded_at > since and agencies.get(one.division_code) == agency
    ]
    return Digest(
        round_code=round_code,
        round_label=period.label,
        fiscal_year_be=period.fiscal_year_be,
        due_on=period.due_on,
        day=office.at.astimezone(BANGKOK).date(),
        division_code=division,
        division_name=names[division],
        agency_name=office.agency_names()[agency],
        expected=len(reported),
        received=sum(one.is_received for one in reported),
        accepted=sum(one.is_accepted for one in reported),
        on_time=sum(one.is_on_time for one in reported),
        missing=tuple(one.division_name for one in reported if not one.is_received),
        not_accepted=tuple(one.division_name for one in reported if one.is_received and not one.is_accepted),
        came=tuple(ArrivedFile(one.division_name, one.file_name, one.verdict, one.received_at) for one in came),
        held_count=len(held_messages(office.home)),
        too_large_count=len(too_large),
        unsent=tuple(unsent),
    )


def _last_digest(log: MailLog, division: str) -> datetime | None:
    """Return when a planning office's last digest was sent."""
    times = [
        one.recorded_at
        for one in log.sent()
        if one.kind == MailKind.DIGEST and one.division_code == division and one.state == MailState.SENT
    ]
    return max(times, default=None)
