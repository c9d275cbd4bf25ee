"""The files of a round with all that is told of them: what letters, and the mails that bring them, are made of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from sarup.codes import Verdict
from sarup.office.tables import NOT_IN_NAMES
from sarup.phrases import Phrases
from sarup.render.returned.letter_page import LetterFinding
from sarup.rows import read_rows
from sarup.thai.times import BANGKOK

# In bytes: Linux takes names of 255, with what is put before and behind this one.
LONGEST_NAME = 200


@dataclass(frozen=True)
class SentFile:
    """A received file of the round, or one that names no round, with whom its letter speaks to and of."""

    submission_id: str
    sha256: str
    division_code: str
    division_name: str
    agency_name: str | None
    file_name: str
    container: str | None
    kind: str | None
    version_no: int
    received_at: datetime
    verdict: Verdict
    is_after_close: bool
    in_force_at: datetime | None
    newer_at: datetime | None
    round_code: str | None
    label: str | None
    fiscal_year_be: int | None
    due_on: date | None

    @property
    def is_plan(self) -> bool:
        """Whether the file is a plan: no round's, and due on no day."""
        return self.kind == "plan"

    @property
    def is_superseded(self) -> bool:
        """Whether nothing of it is to be mended any more, since the division has sent another version."""
        return self.letter == "returned" and self.newer_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it came on its round's due day or later, so that nothing can be asked for by then."""
        return self.due_on is None or local_day(self.received_at) >= self.due_on

    @property
    def letter(self) -> str:
        """Return which letter the file gets: receipt, returned or refused."""
        if self.verdict.is_accepted:
            return "receipt"
        return "returned" if self.verdict == Verdict.RETURNED else "refused"

    @property
    def waits(self) -> bool:
        """Tell whether a file that would count waits for the next edition."""
        return self.is_after_close and self.letter == "receipt"


@dataclass(frozen=True)
class ToldFile:
    """A file with its findings; `folder` is where its letter lies in the outbox."""

    file: SentFile
    findings: tuple[LetterFinding, ...]
    folder: Path

    @property
    def page(self) -> Path:
        """Return the place of its letter in the outbox."""
        return self.folder / f"{self._stem}-{self.file.letter}.html"

    @property
    def workbook(self) -> Path:
        """Return the place of its marked workbook, where there is one."""
        return self.folder / f"{self._stem}-{safe_name(Path(self.file.file_name).stem)}.xlsx"

    @property
    def _stem(self) -> str:
        return f"{self.file.version_no:02d}-{self.file.sha256[:8]}"


SUBMISSIONS = """
select
    s.*, coalesce(d.division_name, s.division_code) as division_name, a.agency_name,
    r.label, r.fiscal_year_be, r.due_on,
    (
        select max(o.received_at) from core.submission as o
        where
            o.is_in_force and o.kind = 'results' and o.division_code = s.division_code
            and o.round_code = coalesce(s.round_code, $round)
    ) as in_force_at,
    (
        select max(n.received_at) from core.submission as n
        where
            n.division_code = s.division_code and n.kind = s.kind and not n.is_withdrawn
            and n.round_code is not distinct from s.round_code and n.plan_code is not distinct from s.plan_code
            and n.version_no > s.version_no
    ) as newer_at
from core.submission as s
left join core.division as d on s.division_code = d.division_code
left join core.round as r on coalesce(s.round_code, $round) = r.round_code
left join core.agency_round as a on d.agency_code = a.agency_code and a.round_code = $round
where s.round_code = $round or s.round_code is null
order by s.division_code, s.received_at, s.file_name, s.sha256
"""
FINDINGS = """
select f.* from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id
where (s.round_code = $round or s.round_code is null) and not f.is_waived and f.scope <> 'across'
order by f.submission_id, f.sheet nulls first, f.row_no nulls first, f.column_name, f.cell, f.rule, f.message_th
"""


def read_told(connection: duckdb.DuckDBPyConnection, round_code: str, phrases: Phrases) -> Iterator[ToldFile]:
    """Yield every file of the round, and those of no round, by division and version, in the digits of `phrases`."""
    names = {"round": round_code}
    found: dict[str, list[LetterFinding]] = {}
    for one in read_rows(connection, LetterFinding, FINDINGS, names):
        found.setdefault(one.submission_id, []).append(one)
    for file in read_rows(connection, SentFile, SUBMISSIONS, names):
        findings = tuple(
            replace(one, message_th=phrases.sentence(one.message_th), remedy_th=phrases.sentence(one.remedy_th))
            for one in found.get(file.submission_id, ())
        )
        yield ToldFile(
            file, findings, Path(safe_name(file.division_code), round_code if file.round_code else _kind(file))
        )


def _kind(file: SentFile) -> str:
    return "plan" if file.kind == "plan" else "other"


def safe_name(name: str) -> str:
    """Return a name that is one part of a path on every system, whatever a division called its file."""
    plain = "".join("_" if letter in NOT_IN_NAMES else letter for letter in name).strip(". ")
    return plain.encode("utf-8", "replace")[:LONGEST_NAME].decode("utf-8", "ignore") or "_"


def local_day(moment: datetime) -> date:
    """Return the day of a moment in Bangkok."""
    return moment.astimezone(BANGKOK).date()
