"""The reference folder: agencies, divisions, rounds and the office's options."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from sarup.codes import RoundName
from sarup.errors import UsageError
from sarup.office.corrections import Correction
from sarup.office.report_options import OPTIONS_FILE, FaultyOptions, ReportOptions, emblem_name, read_options
from sarup.office.rounds import Round
from sarup.phrases import Phrases, known_phrases
from sarup.submission import Row, Value

FILES = ("agencies.csv", "divisions.csv", "rounds.csv", OPTIONS_FILE)
CORRECTIONS = "corrections.csv"


# The six-month and the annual report; nothing else is judged.
KEYS = {"agencies.csv": "agency_code", "divisions.csv": "division_code", "rounds.csv": "round_code"}
# A name may hold for a time, and another one after it.
VALID_FROM = "valid_from"


class FaultyReference(ValueError):
    """A reference file is missing or says something impossible; the message is for the planning office, in Thai."""


@dataclass(frozen=True)
class ReferenceLine:
    """A line of a reference file, numbered from 1, with the code that it is about."""

    file_name: str
    sha256: str
    line_no: int
    code: str


@dataclass(frozen=True)
class Reference:
    """The reference data of one run, with the bytes it was read from for the archive."""

    agencies: tuple[Row, ...]
    divisions: tuple[Row, ...]
    rounds: tuple[Round, ...]
    report: ReportOptions
    files: Mapping[str, bytes] = field(repr=False)
    corrections: tuple[Correction, ...] = ()

    def round(self, round_code: str) -> Round:
        """Return a round by its code. Raises KeyError for a code that rounds.csv does not have."""
        return {r.round_code: r for r in self.rounds}[round_code]

    def lines(self) -> list[ReferenceLine]:
        """Return where each agency, division and round stands; a row is taken for one line."""
        return [
            ReferenceLine(name, sha256(self.files[name]).hexdigest(), number, str(row[key]))
            for name, key in KEYS.items()
            for number, row in _table(self.files, name)
        ]

    def division_names(self) -> dict[str, str]:
        """Return division code -> name, the newest name last wins."""
        return {str(row["division_code"]): str(row["division_name"]) for row in self.divisions}

    def agency_of(self) -> dict[str, str]:
        """Return division code -> agency code."""
        return {str(row["division_code"]): str(row["agency_code"]) for row in self.divisions}


def read_reference(folder: Path, known_then: Mapping[str, bytes] | None = None) -> Reference:
    """Read a reference folder, or the files that an earlier run knew in its place.

    Raises FaultyReference naming the file, the line and the remedy.
    """
    files = _known_files(known_then) if known_then else _read_files(folder)
    return Reference(
        agencies=tuple(row for _, row in _table(files, "agencies.csv")),
        divisions=tuple(row for _, row in _table(files, "divisions.csv")),
        rounds=tuple(_round(row, line) for line, row in _table(files, "rounds.csv")),
        report=_options(files),
        files=files,
        corrections=tuple(_correction(row, line) for line, row in _table(files, CORRECTIONS)),
    )


def _known_files(known: Mapping[str, bytes]) -> dict[str, bytes]:
    names = [*FILES, CORRECTIONS, emblem_name(known[OPTIONS_FILE])]
    return {name: known[name] for name in names if name in known}


def _read_files(folder: Path) -> dict[str, bytes]:
    files = {name: _read(folder / name) for name in FILES}
    for name in (CORRECTIONS, emblem_name(files[OPTIONS_FILE])):
        if name and (folder / name).is_file():
            files[name] = _read(folder / name)
    return files


def _options(files: Mapping[str, bytes]) -> ReportOptions:
    try:
        return read_options(files)
    except FaultyOptions as error:
        raise FaultyReference(str(error)) from error


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise _fault("ref.missing", name=path.name, folder=path.parent)
    return path.read_bytes()


def _table(files: Mapping[str, bytes], name: str) -> list[tuple[int, Row]]:
    """Return the lines that say something, numbered from 2, as the first has the names of the columns."""
    if name not in files:
        return []
    try:
        text = files[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("ref.not_utf8", name=name) from error
    rows: list[Row] = [{key: value or None for key, value in row.items()} for row in csv.DictReader(io.StringIO(text))]
    lines = [(line, row) for line, row in enumerate(rows, 2) if any(row.values())]
    if name in KEYS:
        _refuse_twice(lines, name, KEYS[name])
    return lines


def _refuse_twice(lines: Sequence[tuple[int, Row]], name: str, code: str) -> None:
    """Do nothing where every line that says something names one thing, and each another one.

    Raises FaultyReference naming the lines: what stands twice would double what it is joined to.
    """
    first: dict[tuple[Value, Value], int] = {}
    for line, row in lines:
        key = row.get(code), row.get(VALID_FROM)
        if key[0] is None:
            raise _fault("ref.no_code", name=name, line=line, code=code)
        if key in first:
            raise _fault("ref.twice", name=name, first=first[key], line=line, x=key[0])
        first[key] = line


def _round(row: Row, line: int) -> Round:
    if row.get("round") not in list(RoundName):
        known = known_phrases().texts["ref.or"].join(RoundName)
        raise _fault("ref.round", line=line, x=row.get("round") or "", known=known)
    try:
        return Round(
            round_code=str(row["round_code"]),
            fiscal_year_be=int(str(row["fiscal_year_be"])),
            round=RoundName(str(row["round"])),
            label=str(row["label"] or row["round"]),
            covers_from=date.fromisoformat(str(row["covers_from"])),
            covers_to=date.fromisoformat(str(row["covers_to"])),
            asks_from=date.fromisoformat(str(row["asks_from"])),
            asks_to=date.fromisoformat(str(row["asks_to"])),
            due_on=date.fromisoformat(str(row["due_on"])),
            state=str(row["state"] or "open"),
        )
    except (KeyError, ValueError) as error:
        raise _fault("ref.round_line", line=line, error=error) from error


def _correction(row: Row, line: int) -> Correction:
    try:
        texts = {name: str(row[name] or "").strip() for name in ("submission", "field", "reason", "role", "until")}
        correction = Correction(
            line_no=line,
            submission=texts["submission"],
            field=texts["field"],
            from_text=str(row["from"] or ""),
            to_text=str(row["to"] or ""),
            reason=texts["reason"],
            role=texts["role"],
            until_on=date.fromisoformat(texts["until"]),
        )
    except (KeyError, ValueError) as error:
        raise _fault("ref.correction_line", line=line, error=error) from error
    missing = [name for name in ("reason", "role") if not texts[name]]
    lacks = known_phrases().say("ref.correction_lacks", names=" ".join(missing))
    fault = lacks if missing else correction.fault
    if fault:
        raise _fault("ref.correction", line=line, fault=fault)
    return correction


def _fault(key: str, **slots: object) -> FaultyReference:
    return FaultyReference(known_phrases().say(key, **slots))


def whose_agency(reference: Reference, named: str, phrases: Phrases) -> str:
    """Return the agency that a decision is about: the one named, or the only one of the register.

    Raises UsageError for one that the register does not have, and where there are several and none is named.
    """
    known = sorted({str(row["agency_code"]) for row in reference.agencies})
    if named and named not in known:
        raise UsageError(phrases.say("cli.err.agency", x=named))
    if not named and len(known) != 1:
        raise UsageError(phrases.say("cli.err.whose", known=", ".join(known)))
    return named or known[0]
