"""`sarup status`: every division of a round, what it sent and what became of it, from the published warehouse."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sarup.codes import Verdict
from sarup.errors import UsageError
from sarup.phrases import Phrases
from sarup.record.editions import CLOSING
from sarup.record.journal import Journal
from sarup.render.content.edition_labels import edition_label
from sarup.rows import read_rows
from sarup.warehouse_file import open_warehouse, published_warehouse


@dataclass(frozen=True)
class Version:
    """One file that a division sent for the round."""

    version_no: int
    submission_id: str
    sha256: str
    file_name: str
    received_at: str
    verdict: Verdict
    error_count: int
    warning_count: int
    in_force: bool
    withdrawn: bool
    after_close: bool


@dataclass(frozen=True)
class EditionStatus:
    """One edition of the round, as the journal tells it; `reopened_at` when its closing was taken back."""

    edition_no: int
    label: str
    closed_at: str
    role: str
    reason: str
    reopened_at: str | None
    agency_code: str


@dataclass(frozen=True)
class DivisionStatus:
    """One division: `verdict` is that of the file in force, else of the newest one; None when nothing came."""

    division_code: str
    division_name: str
    expected: bool
    received: bool
    verdict: str | None
    on_time: bool
    days_late: int | None
    in_force: str | None
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class WaiverStatus:
    """A rule that does not hold for somebody; what it does not name it holds for all of. `until` is an ISO date."""

    number: int
    rule: str
    round_code: str | None
    agency_code: str | None
    division_code: str | None
    item_code: str | None
    role: str
    reason: str
    until: str | None


@dataclass(frozen=True)
class CorrectionStatus:
    """A line of the office's corrections for a file of the round; `until` is an ISO date."""

    line_no: int
    submission_id: str
    field: str
    reason: str | None
    role: str | None
    until: str | None
    is_applied: bool


@dataclass(frozen=True)
class RoundStatus:
    """The round as of the last run."""

    round: str
    as_of: str | None
    divisions: tuple[DivisionStatus, ...]
    waivers: tuple[WaiverStatus, ...]
    corrections: tuple[CorrectionStatus, ...]
    editions: tuple[EditionStatus, ...] = ()


@dataclass(frozen=True)
class _Division:
    """A division that is expected to report in the round, or has."""

    division_code: str
    division_name: str
    expected: bool
    received: bool
    on_time: bool
    days_late: int | None


@dataclass(frozen=True)
class _Sent:
    """A file of the round as the warehouse knows it."""

    division_code: str
    version_no: int
    submission_id: str
    sha256: str
    file_name: str
    received_at: datetime
    verdict: Verdict
    error_count: int
    warning_count: int
    is_in_force: bool
    is_withdrawn: bool
    is_after_close: bool


DIVISIONS = """
select
    coalesce(c.division_code, v.division_code) as division_code,
    coalesce(c.division_name, d.division_name, c.division_code, v.division_code) as division_name,
    c.division_code is not null as expected,
    v.division_code is not null or coalesce(c.is_received, false) as received,
    coalesce(c.is_on_time, false) as on_time,
    c.days_late,
    c.sort_no
from (select * from rollup.completeness where round_code = $round) as c
full join (select distinct division_code from core.submission where round_code = $round) as v
    on c.division_code = v.division_code
left join core.division as d on v.division_code = d.division_code
order by coalesce(c.sort_no, d.sort_no), division_code
"""
VERSIONS = """
select
    s.version_no, s.submission_id, s.sha256, s.file_name, s.received_at, s.verdict,
    count(f.rule) filter (where f.severity = 'error') as error_count,
    count(f.rule) filter (where f.severity = 'warning') as warning_count,
    s.is_in_force, s.is_withdrawn, s.is_after_close, s.division_code
from core.submission as s
left join core.finding as f on s.submission_id = f.submission_id and not f.is_waived
where s.round_code = $round
group by all
order by s.received_at, s.file_name, s.sha256
"""
WAIVERS = """
select
    number, rule, round_code, agency_code, division_code, item_code, role, reason, cast(until_on as varchar) as until
from staging.decision
where kind = 'waiver' and coalesce(round_code = $round, true)
order by number
"""
CORRECTIONS = """
select c.line_no, c.submission_id, c.field, c.reason, c.role, cast(c.until_on as varchar) as until, c.is_applied
from raw.correction as c
inner join core.submission as s on c.submission_id = s.submission_id
where s.round_code = $round
order by c.line_no, c.submission_id
"""


def read_status(home: Path, round_code: str, phrases: Phrases, as_of: datetime | None = None) -> RoundStatus:
    """Return the round's status, now or as a look into the past published it.

    Raises UsageError when nothing is published yet or the round is unknown.
    """
    warehouse = published_warehouse(home, as_of)
    if not warehouse.is_file():
        raise UsageError(phrases.say("cli.err.nothing_published", home=warehouse.parent))
    with closing(open_warehouse(warehouse, read_only=True)) as connection:
        found = connection.execute("select as_of_at from core.round where round_code = ?", [round_code]).fetchone()
        if found is None:
            raise UsageError(phrases.say("cli.err.round", x=round_code))
        names = {"round": round_code}
        sent = read_rows(connection, _Sent, VERSIONS, names)
        divisions = tuple(_division(row, sent) for row in read_rows(connection, _Division, DIVISIONS, names))
        return RoundStatus(
            round=round_code,
            as_of=found[0].isoformat() if found[0] else None,
            divisions=divisions,
            waivers=tuple(read_rows(connection, WaiverStatus, WAIVERS, names)),
            corrections=tuple(read_rows(connection, CorrectionStatus, CORRECTIONS, names)),
            editions=_editions(home, round_code, phrases, as_of),
        )


def say_status(status: RoundStatus, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: each division with its verdict, then its versions, then what to look after."""
    lines = [phrases.say("status.asof", as_of=status.as_of or "-")]
    several = len({edition.agency_code for edition in status.editions}) > 1
    lines += [f"{edition.agency_code}: " * several + _say_edition(edition, phrases) for edition in status.editions]
    for one in status.divisions:
        verdict = phrases.texts[f"verdict.{one.verdict}"] if one.verdict else timeliness(one, phrases)
        late = f" · {timeliness(one, phrases)}" if one.in_force and one.expected else ""
        unexpected = "" if one.expected else f" · {phrases.texts['status.unexpected']}"
        lines.append(f"{one.division_name} ({one.division_code}): {verdict}{late}{unexpected}")
        lines += [f"    {_say_version(version, one, phrases)}" for version in one.versions]
    expected = [one for one in status.divisions if one.expected]
    lines.append(
        phrases.say(
            "status.count",
            expected=len(expected),
            received=sum(one.received for one in expected),
            accepted=sum(one.in_force is not None for one in expected),
            ontime=sum(one.on_time for one in expected),
        )
    )
    lines += [
        phrases.say("status.unapplied", line=line.line_no, field=line.field)
        for line in status.corrections
        if not line.is_applied
    ]
    return lines


def timeliness(division: DivisionStatus, phrases: Phrases) -> str:
    """Return on time, late by so many days, to be mended or not sent; nothing where no report is expected."""
    if division.in_force is None:
        return phrases.texts["time.not_accepted" if division.received else "time.none"]
    if division.on_time:
        return phrases.texts["time.on_time"]
    return phrases.say("time.late", n=division.days_late) if division.days_late else ""


def _say_edition(edition: EditionStatus, phrases: Phrases) -> str:
    line = phrases.say(
        "cli.edition", edition=edition.label, closed=edition.closed_at, role=edition.role, reason=edition.reason
    )
    return f"{line} · {phrases.texts['round.reopened']}" if edition.reopened_at else line


def _say_version(version: Version, division: DivisionStatus, phrases: Phrases) -> str:
    """Return one line on a version: number, start of the hash, name, verdict, and whether it holds or is replaced."""
    verdict = "withdrawn" if version.withdrawn else version.verdict
    line = phrases.say(
        "status.version",
        n=version.version_no,
        hash=version.sha256[:8],
        file=version.file_name,
        verdict=phrases.texts[f"verdict.{verdict}"],
    )
    if version.after_close:
        return f"{line} · {phrases.texts['status.after_close']}"
    if version.in_force:
        return f"{line} · {phrases.texts['status.in_force']}"
    is_replaced = not version.withdrawn and version is not division.versions[-1]
    return f"{line} · {phrases.texts['verdict.superseded']}" if is_replaced else line


def _editions(home: Path, round_code: str, phrases: Phrases, as_of: datetime | None) -> tuple[EditionStatus, ...]:
    with Journal(home / "journal.sqlite") as journal:
        closings = [
            one for one in journal.decisions() if one.kind == CLOSING and one.target["round_code"] == round_code
        ]
    return tuple(
        EditionStatus(
            edition_no=int(one.target["edition_no"]),
            label=edition_label(int(one.target["edition_no"]), phrases),
            closed_at=one.recorded_at.isoformat(timespec="minutes"),
            role=one.role,
            reason=one.reason,
            reopened_at=one.undone_at.isoformat(timespec="minutes") if one.undone_at else None,
            agency_code=one.target.get("agency_code", ""),
        )
        for one in closings
        if as_of is None or one.recorded_at <= as_of
    )


def _division(row: _Division, files: Sequence[_Sent]) -> DivisionStatus:
    sent = [file for file in files if file.division_code == row.division_code]
    force = next((file for file in sent if file.is_in_force), None)
    newest = force or (sent[-1] if sent else None)
    verdict = ("withdrawn" if newest.is_withdrawn else newest.verdict) if newest else None
    return DivisionStatus(
        division_code=row.division_code,
        division_name=row.division_name,
        expected=row.expected,
        received=row.received,
        verdict=verdict,
        on_time=row.on_time,
        days_late=row.days_late,
        in_force=force.submission_id if force else None,
        versions=tuple(_version(file) for file in sent),
    )


def _version(file: _Sent) -> Version:
    return Version(
        version_no=file.version_no,
        submission_id=file.submission_id,
        sha256=file.sha256,
        file_name=file.file_name,
        received_at=file.received_at.isoformat(),
        verdict=file.verdict,
        error_count=file.error_count,
        warning_count=file.warning_count,
        in_force=file.is_in_force,
        withdrawn=file.is_withdrawn,
        after_close=file.is_after_close,
    )
