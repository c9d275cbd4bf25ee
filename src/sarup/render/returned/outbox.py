"""What every division gets back: one page a file, and for a returned one its own workbook with the cells marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import duckdb

from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.render.returned.letter_page import SEVERITIES, Letter, letter_page, parts_of, place_of
from sarup.render.returned.plain_copy import write_plain_copy
from sarup.render.returned.returned_workbook import Listed, Mark, mark_workbook
from sarup.thai.dates import format_full
from sarup.thai.letters import show_odd

LONGEST_COMMENT = 1_200
BANGKOK = ZoneInfo("Asia/Bangkok")
Row = Mapping[str, Any]


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


SUBMISSIONS = """
select
    s.*, coalesce(d.division_name, s.division_code) as division_name, a.agency_name,
    r.label, r.fiscal_year_be, r.due_on,
    (
        select max(o.received_at) from core.submission as o
        where o.is_in_force and o.division_code = s.division_code and o.round_code = s.round_code
    ) as in_force_at
from core.submission as s
left join core.division as d on s.division_code = d.division_code
left join core.round as r on coalesce(s.round_code, $round) = r.round_code
left join core.agency_round as a on d.agency_code = a.agency_code and a.round_code = $round
where s.round_code = $round or s.round_code is null
order by s.division_code, s.received_at, s.file_name, s.sha256
"""
FINDINGS = """
select * from core.finding
where submission_id = $name and not is_waived and scope <> 'across'
order by sheet nulls first, row_no nulls first, column_name, cell, rule, message_th
"""


def write_letters(
    connection: duckdb.DuckDBPyConnection,
    round_code: str,
    outbox: Path,
    source: Source,
    options: ReportOptions,
    phrases: Phrases,
) -> list[Path]:
    """Write `<division>/<round>/<nn>-<hash8>-….html`, and beside it the marked workbook of a returned file.

    A letter that already lies there with the same bytes is left as it is. Returns the paths of all letters.
    """
    written = []
    phrases = phrases.in_digits(options.digits)
    for row in _rows(connection, SUBMISSIONS, {"round": round_code}):
        findings = [
            {**one, **{name: phrases.sentence(one[name]) for name in ("message_th", "remedy_th")}}
            for one in _rows(connection, FINDINGS, {"name": row["submission_id"]})
        ]
        folder = outbox / _safe(row["division_code"]) / (round_code if row["round_code"] else _kind(row))
        stem = f"{row['version_no']:02d}-{row['sha256'][:8]}"
        page = letter_page(_letter(row, findings, options, phrases), phrases)
        written.append(_put(folder / f"{stem}-{_kind_of_letter(row)}.html", page.encode()))
        if row["verdict"] == "returned":
            book = _marked(row, findings, source, phrases)
            if book is not None:
                written.append(_put(folder / f"{stem}-{_safe(Path(row['file_name']).stem)}.xlsx", book))
    return written


def _kind(row: Row) -> str:
    return "plan" if row["kind"] == "plan" else "other"


def _kind_of_letter(row: Row) -> str:
    verdict = str(row["verdict"])
    return "receipt" if verdict.startswith("accepted") else "returned" if verdict == "returned" else "refused"


def _safe(name: str) -> str:
    """Return a name that is one part of a path, whatever a division called its file."""
    return name.replace("/", "_").replace("\\", "_").strip(". ")[:80] or "_"


def _put(path: Path, data: bytes) -> Path:
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path


def _letter(row: Row, findings: Sequence[Row], options: ReportOptions, phrases: Phrases) -> Letter:
    counts = {name: sum(one["severity"] == name for one in findings) for name in SEVERITIES}
    e, w, n = (phrases.number(counts[name]) for name in SEVERITIES)
    kind, division = _kind_of_letter(row), row["division_name"]
    label = phrases.number(f"{row['label']} ปีงบประมาณ พ.ศ. {row['fiscal_year_be']}") if row["label"] else ""
    received = phrases.number(format_full(_local(row["received_at"]).date()))
    version = phrases.number(row["version_no"])
    verdict_label = phrases.texts[f"verdict.{row['verdict']}"]
    due = phrases.number(format_full(row["due_on"])) if row["due_on"] else "-"
    if kind == "returned":
        opening = phrases.say("mail.returned", division=division, e=e, w=w, due_date=due)
    else:
        opening = phrases.say("mail.receipt", division=division, n=version, received=received, verdict=verdict_label)
    facts = (
        (phrases.texts["letter.file"], show_odd(row["file_name"])),
        (phrases.texts["letter.round"], label or "-"),
        (phrases.texts["letter.received"], phrases.say("letter.version", received=received, n=version)),
        (phrases.texts["letter.reference"], str(row["sha256"])),
    )
    parts = parts_of(findings, phrases)
    subject = phrases.say(f"letter.subject.{kind}", division=division)
    return Letter(
        sender=" ".join(name for name in (row["agency_name"], options.office) if name),
        dated=phrases.say("letter.dated", date=received),
        subject_label=phrases.texts["letter.subject.label"],
        subject=subject,
        salutation=phrases.say("letter.salutation", division=division),
        opening=opening,
        verdict=row["verdict"],
        verdict_label=verdict_label,
        explanation=phrases.texts["mail.after_close" if _waits(row) else f"verdict.{row['verdict']}.explain"],
        facts=facts,
        found=phrases.say("finding.head", e=e, w=w, n=n),
        heads=phrases.entries("th.letter_page"),
        parts=parts,
        closing=tuple(_closing(row, kind, phrases)),
        foot=tuple(_foot(options, phrases)),
    )


def _waits(row: Row) -> bool:
    """Tell whether a file that would count waits for the next edition."""
    return bool(row["is_after_close"]) and _kind_of_letter(row) == "receipt"


def _closing(row: Row, kind: str, phrases: Phrases) -> list[str]:
    if kind == "receipt":
        return [phrases.texts["mail.thanks"]]
    in_force_at = row["in_force_at"]
    if in_force_at and in_force_at > row["received_at"]:
        return [phrases.texts["letter.superseded"], phrases.texts["mail.thanks"]]
    lines = [phrases.texts["letter.how_to_resubmit"]] if kind == "returned" else []
    if row["kind"] != "plan" and in_force_at:
        lines.append(
            phrases.say("mail.returned_old_stays", date=phrases.number(format_full(_local(in_force_at).date())))
        )
    elif row["kind"] != "plan":
        lines.append(phrases.texts["mail.returned_none"])
    return [*lines, phrases.texts["mail.thanks"]]


def _foot(options: ReportOptions, phrases: Phrases) -> list[str]:
    lines = []
    if options.office and options.phone:
        lines.append(phrases.say("mail.contact", office=options.office, phone=phrases.number(options.phone)))
    return [*lines, phrases.texts["mail.automatic"]]


def _marked(row: Row, findings: Sequence[Row], source: Source, phrases: Phrases) -> bytes | None:
    """Return the division's workbook with its marks; None for a document, which has its page only."""
    marks: dict[tuple[str, str], Mark] = {}
    for one in findings:
        if one["sheet"] and one["cell"]:
            place = (one["sheet"], one["cell"])
            severity = phrases.texts[f"severity.{one['severity']}"]
            said = f"{severity}: {one['message_th']} {one['remedy_th']} [{one['rule']}]"
            before = marks.get(place)
            worst = min((before.severity if before else one["severity"], one["severity"]), key=SEVERITIES.index)
            marks[place] = Mark(worst, _short(f"{before.text}\n{said}" if before else said, phrases))
    listed = [
        Listed(
            phrases.texts[f"severity.{one['severity']}"],
            place_of(one, phrases),
            one["message_th"],
            one["remedy_th"],
            one["rule"],
            (one["sheet"], one["cell"]) if one["sheet"] and one["cell"] else None,
            one["severity"],
        )
        for one in sorted(findings, key=lambda one: SEVERITIES.index(one["severity"]))
    ]
    title, heads = phrases.texts["sheet.findings"], phrases.entries("th.letter")
    if row["container"] == "xlsx":
        return mark_workbook(source.read_bytes(row["sha256"]), marks, listed, title, heads)
    book = source.read_book(row["sha256"]) if row["container"] in ("ods", "csv") else None
    plain = write_plain_copy(book.sheets) if book else None
    return mark_workbook(plain, marks, listed, title, heads) if plain else None


def _short(comment: str, phrases: Phrases) -> str:
    """Return a comment's text, of a very long one the beginning and where the rest is."""
    if len(comment) <= LONGEST_COMMENT:
        return comment
    rest = phrases.say("letter.comment_cut", sheet=phrases.texts["sheet.findings"])
    return f"{comment[:LONGEST_COMMENT]}{rest}"


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, str]) -> list[dict[str, Any]]:
    cursor = connection.execute(query, dict(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BANGKOK)
