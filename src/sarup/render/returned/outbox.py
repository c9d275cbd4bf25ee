"""What every division gets back: one page a file, and for a returned one its own workbook with the cells marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import duckdb

from sarup.codes import Severity, Verdict
from sarup.office.report_options import ReportOptions
from sarup.office.tables import NOT_IN_NAMES
from sarup.phrases import Phrases
from sarup.render.returned.letter_page import Letter, LetterFinding, letter_page, parts_of, place_of
from sarup.render.returned.plain_copy import write_plain_copy
from sarup.render.returned.returned_workbook import Listed, Mark, mark_workbook
from sarup.rows import read_rows
from sarup.thai.dates import format_full
from sarup.thai.letters import show_odd
from sarup.thai.times import BANGKOK

LONGEST_COMMENT = 1_200
# In bytes: Linux takes names of 255, with what is put before and behind this one.
LONGEST_NAME = 200
# What a cell's format becomes where its own may be the fault, as Excel numbers its own: 4 is #,##0.00, 49 a text.
FORMATS = {"R83": 4, "R71": 4, "R03": 49, "R70": 49}
SHOWN = frozenset({"R83", "R71"})


class Book(Protocol):
    """The cells of a file that is no Excel workbook, for a copy that can be marked."""

    @property
    def sheets(self) -> Sequence[Any]:
        """Return the sheets, each with a name and cells."""


@dataclass(frozen=True)
class Source:
    """Where letters take the received files from: bytes by SHA-256, and cells of what is no Excel workbook."""

    read_bytes: Callable[[str], bytes]
    read_book: Callable[[str], Book | None]


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
        return self.due_on is None or _local(self.received_at).date() >= self.due_on

    @property
    def letter(self) -> str:
        """Return which letter the file gets: receipt, returned or refused."""
        if self.verdict.is_accepted:
            return "receipt"
        return "returned" if self.verdict == Verdict.RETURNED else "refused"


@dataclass(frozen=True)
class WrittenLetter:
    """A letter in its place: the hash of what it was made of, and the path of the marked workbook that goes with it."""

    digest: str
    workbook: str | None


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


def write_letters(
    connection: duckdb.DuckDBPyConnection,
    round_code: str,
    outbox: Path,
    source: Source,
    options: ReportOptions,
    phrases: Phrases,
    known: Mapping[str, WrittenLetter] | None = None,
) -> dict[str, WrittenLetter]:
    """Write `<division>/<round>/<nn>-<hash8>-….html`, and beside it the marked workbook of a returned file.

    What is known to have been told already, in the same words of the same findings, is not written again. Returns what
    each letter tells, by the path of its page within the outbox; `known` is what an earlier run returned.
    """
    letters: dict[str, WrittenLetter] = {}
    phrases, names = phrases.in_digits(options.digits), {"round": round_code}
    found: dict[str, list[LetterFinding]] = {}
    for one in read_rows(connection, LetterFinding, FINDINGS, names):
        found.setdefault(one.submission_id, []).append(one)
    for file in read_rows(connection, SentFile, SUBMISSIONS, names):
        findings = [
            replace(one, message_th=phrases.sentence(one.message_th), remedy_th=phrases.sentence(one.remedy_th))
            for one in found.get(file.submission_id, ())
        ]
        folder = Path(safe_name(file.division_code), round_code if file.round_code else _kind(file))
        stem = f"{file.version_no:02d}-{file.sha256[:8]}"
        page, digest = str(folder / f"{stem}-{file.letter}.html"), _hash_of(file, findings, options)
        before = (known or {}).get(page)
        if before is not None and before.digest == digest:
            letters[page] = before
            continue
        _put(outbox / page, letter_page(_letter(file, findings, options, phrases), phrases).encode())
        book = _marked(file, findings, source, phrases) if file.verdict == Verdict.RETURNED else None
        marked = None
        if book is not None:
            marked = str(folder / f"{stem}-{safe_name(Path(file.file_name).stem)}.xlsx")
            _put(outbox / marked, book)
        letters[page] = WrittenLetter(digest, marked)
    return letters


def _hash_of(file: SentFile, findings: Sequence[LetterFinding], options: ReportOptions) -> str:
    """Return the hash of all that a letter is made of, beside the code and the phrases."""
    return sha256(repr((file, findings, options)).encode()).hexdigest()


def _kind(file: SentFile) -> str:
    return "plan" if file.kind == "plan" else "other"


def safe_name(name: str) -> str:
    """Return a name that is one part of a path on every system, whatever a division called its file."""
    plain = "".join("_" if letter in NOT_IN_NAMES else letter for letter in name).strip(". ")
    return plain.encode("utf-8", "replace")[:LONGEST_NAME].decode("utf-8", "ignore") or "_"


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _letter(file: SentFile, findings: Sequence[LetterFinding], options: ReportOptions, phrases: Phrases) -> Letter:
    e, w, n = (phrases.number(sum(one.severity == severity for one in findings)) for severity in Severity)
    kind, division = file.letter, file.division_name
    received = phrases.number(format_full(_local(file.received_at).date()))
    version = phrases.number(file.version_no)
    verdict_label = phrases.texts[_verdict_key(file, phrases)]
    due = phrases.number(format_full(file.due_on)) if file.due_on else "-"
    if kind == "returned":
        opening = phrases.say(f"mail.returned{_asked(file)}", division=division, e=e, w=w, due_date=due)
    else:
        slots = {"division": division, "n": version, "received": received, "verdict": verdict_label}
        opening = phrases.say("mail.receipt.plan" if file.is_plan else "mail.receipt", **slots)
    facts = (
        (phrases.texts["letter.file"], show_odd(file.file_name)),
        *_round_fact(file, phrases),
        (phrases.texts["letter.received"], phrases.say("letter.version", received=received, n=version)),
        (phrases.texts["letter.reference"], file.sha256),
    )
    parts = parts_of(findings, phrases)
    about = "newer" if file.is_superseded else kind
    subject = phrases.say(f"letter.subject.{'plan.' * file.is_plan}{about}", division=division)
    return Letter(
        sender=" ".join(name for name in (file.agency_name, options.office) if name),
        dated=phrases.say("letter.dated", date=received),
        subject_label=phrases.texts["letter.subject.label"],
        subject=subject,
        salutation=phrases.say("letter.salutation", division=division),
        opening=opening,
        verdict=file.verdict,
        verdict_label=verdict_label,
        explanation=phrases.texts[_explanation_key(file, phrases)],
        facts=facts,
        found=phrases.say("finding.head", e=e, w=w, n=n),
        heads=phrases.entries("th.letter_page"),
        parts=parts,
        closing=tuple(_closing(file, kind, phrases)),
        foot=tuple(_foot(options, phrases)),
    )


def _asked(file: SentFile) -> str:
    """Return which sentence asks for a file again: by a day that had not come when it came, soon, or not at all."""
    if file.is_plan:
        return ".plan_newer" if file.is_superseded else ".plan"
    if file.is_superseded:
        return ".newer"
    return ".late" if file.is_late else ""


def _round_fact(file: SentFile, phrases: Phrases) -> list[tuple[str, str]]:
    """Return the round that the letter is about; a plan is of no round."""
    if file.is_plan:
        return []
    known = file.label and file.fiscal_year_be
    label = phrases.round_of_year(file.label or "", file.fiscal_year_be or 0) if known else "-"
    return [(phrases.texts["letter.round"], phrases.number(label))]


def _verdict_key(file: SentFile, phrases: Phrases) -> str:
    key = f"verdict.plan.{file.verdict}"
    return key if file.is_plan and key in phrases.texts else f"verdict.{file.verdict}"


def _explanation_key(file: SentFile, phrases: Phrases) -> str:
    if _waits(file):
        return "mail.after_close"
    key = f"{_verdict_key(file, phrases)}.explain"
    return f"{key}.late" if file.is_late and f"{key}.late" in phrases.texts else key


def _waits(file: SentFile) -> bool:
    """Tell whether a file that would count waits for the next edition."""
    return file.is_after_close and file.letter == "receipt"


def _closing(file: SentFile, kind: str, phrases: Phrases) -> list[str]:
    if kind == "receipt":
        return [phrases.texts["mail.thanks"]]
    in_force_at = file.in_force_at
    if file.is_superseded or (in_force_at and in_force_at > file.received_at):
        return [phrases.texts["letter.superseded"], phrases.texts["mail.thanks"]]
    lines = [phrases.texts["letter.how_to_resubmit"]] if kind == "returned" else []
    if file.kind != "plan" and in_force_at:
        lines.append(
            phrases.say("mail.returned_old_stays", date=phrases.number(format_full(_local(in_force_at).date())))
        )
    elif file.kind != "plan":
        lines.append(phrases.texts["mail.returned_none"])
    return [*lines, phrases.texts["mail.thanks"]]


def _foot(options: ReportOptions, phrases: Phrases) -> list[str]:
    lines = []
    if options.office and options.phone:
        lines.append(phrases.say("mail.contact", office=options.office, phone=phrases.number(options.phone)))
    return [*lines, phrases.texts["mail.automatic"]]


def _marked(file: SentFile, findings: Sequence[LetterFinding], source: Source, phrases: Phrases) -> bytes | None:
    """Return the division's workbook with its marks; None for a document, which has its page only."""
    marks: dict[tuple[str, str], Mark] = {}
    for one in findings:
        if one.at:
            note = f"{phrases.texts[f'severity.{one.severity}']}: {one.message_th} {one.remedy_th} [{one.rule}]"
            before = marks.get(one.at)
            worst = min(before.severity if before else one.severity, one.severity, key=lambda severity: severity.rank)
            number_format = FORMATS.get(one.rule, before.number_format if before else None)
            shown = one.value if one.rule in SHOWN else before.shown if before else None
            marks[one.at] = Mark(
                worst, _short(f"{before.text}\n{note}" if before else note, phrases), number_format, shown
            )
    listed = [
        Listed(
            phrases.texts[f"severity.{one.severity}"],
            place_of(one, phrases),
            one.message_th,
            one.remedy_th,
            one.rule,
            one.at,
            one.severity,
        )
        for one in sorted(findings, key=lambda one: one.severity.rank)
    ]
    title, heads = phrases.texts["sheet.findings"], phrases.entries("th.letter")
    if file.container == "xlsx":
        return mark_workbook(source.read_bytes(file.sha256), marks, listed, title, heads)
    book = source.read_book(file.sha256) if file.container in ("ods", "csv") else None
    plain = write_plain_copy(book.sheets) if book else None
    return mark_workbook(plain, marks, listed, title, heads) if plain else None


def _short(comment: str, phrases: Phrases) -> str:
    """Return a comment's text, of a very long one the beginning and where the rest is."""
    if len(comment) <= LONGEST_COMMENT:
        return comment
    rest = phrases.say("letter.comment_cut", sheet=phrases.texts["sheet.findings"])
    return f"{comment[:LONGEST_COMMENT]}{rest}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BANGKOK)
