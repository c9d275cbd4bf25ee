"""The pages that the calendar sends: who still owes a report is reminded, the planning office is asked to go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from sarup.codes import ActKind
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.render.returned.letter_page import Letter, letter_page
from sarup.render.returned.outbox import foot_of, put
from sarup.render.returned.told_files import safe_name
from sarup.rows import read_rows
from sarup.thai.dates import format_full

# Divisions without an accepted file in a round that their agency has not closed.
OWING = """
select
    c.division_code, c.division_name, c.is_received, a.agency_name, r.label, r.fiscal_year_be,
    0 as expected_count, 0 as accepted_count
from rollup.completeness as c
inner join core.round as r on c.round_code = r.round_code
left join core.agency_round as a on c.agency_code = a.agency_code and c.round_code = a.round_code
left join core.round_state as s on c.agency_code = s.agency_code and c.round_code = s.round_code
where c.round_code = $round and not c.is_accepted and coalesce(s.state, 'open') <> 'closed'
order by c.sort_no, c.division_code
"""
# The planning offices of agencies that have not closed the round.
PLANNING = """
select
    d.division_code, d.division_name, true as is_received, a.agency_name, r.label, r.fiscal_year_be,
    count(*) as expected_count, count(*) filter (where c.is_accepted) as accepted_count
from rollup.completeness as c
inner join core.round as r on c.round_code = r.round_code
inner join core.division_round as d on c.agency_code = d.agency_code and c.round_code = d.round_code
left join core.agency_round as a on c.agency_code = a.agency_code and c.round_code = a.round_code
left join core.round_state as s on c.agency_code = s.agency_code and c.round_code = s.round_code
where c.round_code = $round and d.planning_office and coalesce(s.state, 'open') <> 'closed'
group by all
order by d.division_code
"""


@dataclass(frozen=True)
class Notice:
    """What is to be said of a round, and on which day."""

    kind: ActKind
    round_code: str
    due_on: date
    said_on: date

    @property
    def query(self) -> str:
        """Return the query for whom it is said to."""
        return OWING if self.kind == ActKind.REMIND else PLANNING

    @property
    def days_left(self) -> int:
        """Return the days to the due day, below zero where it is over."""
        return (self.due_on - self.said_on).days


@dataclass(frozen=True)
class _Addressee:
    """A division that is written to; of planning offices how many divisions of their agency report, and have."""

    division_code: str
    division_name: str
    is_received: bool
    agency_name: str | None
    label: str | None
    fiscal_year_be: int
    expected_count: int
    accepted_count: int


def write_notices(
    connection: duckdb.DuckDBPyConnection, notice: Notice, outbox: Path, options: ReportOptions, phrases: Phrases
) -> list[Path]:
    """Write `<division>/<round>/<day>-<kind>.html` for everybody concerned; return the paths in the outbox."""
    pages = []
    for division, letter in notice_letters(connection, notice, options, phrases):
        page = Path(safe_name(division), notice.round_code, f"{notice.said_on.isoformat()}-{notice.kind}.html")
        put(outbox / page, letter_page(letter, phrases.in_digits(options.digits)).encode())
        pages.append(page)
    return pages


def notice_letters(
    connection: duckdb.DuckDBPyConnection, notice: Notice, options: ReportOptions, phrases: Phrases
) -> Iterator[tuple[str, Letter]]:
    """Yield the code of everybody concerned with what is said to them."""
    phrases = phrases.in_digits(options.digits)
    for one in read_rows(connection, _Addressee, notice.query, {"round": notice.round_code}):
        yield one.division_code, _letter(one, notice, options, phrases)


def _letter(to: _Addressee, notice: Notice, options: ReportOptions, phrases: Phrases) -> Letter:
    label = phrases.number(phrases.round_of_year(to.label or notice.round_code, to.fiscal_year_be))
    due = phrases.number(format_full(notice.due_on))
    slots = {
        "division": to.division_name,
        "round_label": label,
        "round": notice.round_code,
        "due_date": due,
        "n": phrases.number(abs(notice.days_left)),
        "expected": phrases.number(to.expected_count),
        "accepted": phrases.number(to.accepted_count),
    }
    subject, opening = _keys(to, notice)
    return Letter(
        sender=" ".join(name for name in (to.agency_name, options.office) if name),
        dated=phrases.say("letter.on", date=phrases.number(format_full(notice.said_on))),
        subject_label=phrases.texts["letter.subject.label"],
        subject=phrases.say(subject, **slots),
        salutation=phrases.say("letter.salutation", division=to.division_name),
        opening=phrases.say(opening, **slots),
        verdict=None,
        verdict_label="",
        explanation="",
        facts=((phrases.texts["letter.round"], label), (phrases.texts["letter.due"], due)),
        found="",
        heads=(),
        parts=(),
        closing=(phrases.texts["mail.thanks"],),
        foot=tuple(foot_of(options, phrases)),
    )


def _keys(to: _Addressee, notice: Notice) -> tuple[str, str]:
    """Return the phrases of subject and text: before the due day, on it, after it; nothing came, or to be mended."""
    if notice.kind != ActKind.REMIND:
        return f"mail.subject.{notice.kind}", f"mail.{notice.kind}"
    sent = ".returned" if to.is_received else ""
    if notice.days_left < 0:
        return "mail.subject.overdue", f"mail.overdue{sent}"
    return "mail.subject.reminder", f"mail.reminder{sent}{'' if notice.days_left else '.today'}"
