"""What every division gets back: one page a file, and for a returned one its own workbook with the cells marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import duckdb

from sarup.codes import Severity, Verdict
from sarup.office.report_options import ReportOptions
from sarup.phrases import Phrases
from sarup.render.returned.letter_page import Letter, letter_page, parts_of, place_of
from sarup.render.returned.plain_copy import write_plain_copy
from sarup.render.returned.returned_workbook import Listed, Mark, mark_workbook
from sarup.render.returned.told_files import SentFile, ToldFile, local_day, read_told
from sarup.thai.dates import format_full
from sarup.thai.letters import show_odd

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
class WrittenLetter:
    """A letter in its place: the hash of what it was made of, and the path of the marked workbook that goes with it."""

    digest: str
    workbook: str | None


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
    phrases = phrases.in_digits(options.digits)
    for told in read_told(connection, round_code, phrases):
        file, page = told.file, str(told.page)
        digest = _hash_of(told, options)
        before = (known or {}).get(page)
        if before is not None and before.digest == digest:
            letters[page] = before
            continue
        put(outbox / page, letter_page(letter_of(told, options, phrases), phrases).encode())
        book = _marked(told, source, phrases) if file.verdict == Verdict.RETURNED else None
        if book is not None:
            put(outbox / told.workbook, book)
        letters[page] = WrittenLetter(digest, str(told.workbook) if book is not None else None)
    return letters


def _hash_of(told: ToldFile, options: ReportOptions) -> str:
    """Return the hash of all that a letter is made of, beside the code and the phrases."""
    return sha256(repr((told.file, told.findings, options)).encode()).hexdigest()


def put(path: Path, data: bytes) -> None:
    """Write a file of the outbox, its folder included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def letter_of(told: ToldFile, options: ReportOptions, phrases: Phrases) -> Letter:
    """Return what a division is told of a file; `phrases` are in the office's digits."""
    file, findings = told.file, told.findings
    e, w, n = (phrases.number(sum(one.severity == severity for one in findings)) for severity in Severity)
    kind, division = file.letter, file.division_name
    received = phrases.number(format_full(local_day(file.received_at)))
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
        foot=tuple(foot_of(options, phrases)),
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
    if file.waits:
        return "mail.after_close"
    key = f"{_verdict_key(file, phrases)}.explain"
    return f"{key}.late" if file.is_late and f"{key}.late" in phrases.texts else key


def _closing(file: SentFile, kind: str, phrases: Phrases) -> list[str]:
    if kind == "receipt":
        return [phrases.texts["mail.thanks"]]
    in_force_at = file.in_force_at
    if file.is_superseded or (in_force_at and in_force_at > file.received_at):
        return [phrases.texts["letter.superseded"], phrases.texts["mail.thanks"]]
    lines = [phrases.texts["letter.how_to_resubmit"]] if kind == "returned" else []
    if file.kind != "plan" and in_force_at:
        lines.append(phrases.say("mail.returned_old_stays", date=phrases.number(format_full(local_day(in_force_at)))))
    elif file.kind != "plan":
        lines.append(phrases.texts["mail.returned_none"])
    return [*lines, phrases.texts["mail.thanks"]]


def foot_of(options: ReportOptions, phrases: Phrases) -> list[str]:
    """Return the lines at a letter's foot: whom to ask, and that nobody wrote it by hand."""
    lines = []
    if options.office and options.phone:
        lines.append(phrases.say("mail.contact", office=options.office, phone=phrases.number(options.phone)))
    return [*lines, phrases.texts["mail.automatic"]]


def _marked(told: ToldFile, source: Source, phrases: Phrases) -> bytes | None:
    """Return the division's workbook with its marks; None for a document, which has its page only."""
    file, findings = told.file, told.findings
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
