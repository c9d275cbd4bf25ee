"""The reference folder: agencies, divisions, rounds, holidays and the office's options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sarup.codes import RoundName
from sarup.errors import UsageError
from sarup.office.corrections import Correction
from sarup.office.holidays import Holidays, yearly_holidays
from sarup.office.report_options import OPTIONS_FILE, FaultyOptions, ReportOptions, read_options
from sarup.office.rounds import Round
from sarup.office.tables import Faults, Field, OfficeTable, typed_lines
from sarup.phrases import Phrases
from sarup.submission import Row
from sarup.thai.dates import ERA_OFFSET

AGENCIES, DIVISIONS, ROUNDS = "agencies.csv", "divisions.csv", "rounds.csv"
CORRECTIONS, HOLIDAYS = "corrections.csv", "holidays.csv"
# An office that mends nothing and adds no holiday has none of these.
OPTIONAL = frozenset({CORRECTIONS, HOLIDAYS})
# A name may hold for a time, and another one after it.
VALIDITY = (Field("valid_from", "date"), Field("valid_to", "date"))
PERIODS = ("covers_from", "covers_to", "asks_from", "asks_to")
FIELDS = {
    AGENCIES: (
        Field("agency_code", "code", True), Field("ministry_code"), Field("ministry_name"),
        Field("agency_name", "text", True), Field("agency_short"), Field("head_title"), Field("website"), *VALIDITY,
    ),
    DIVISIONS: (
        Field("division_code", "code", True), Field("agency_code", "code", True), Field("division_name", "text", True),
        Field("sort_no", "whole"), Field("planning_office", "flag"), Field("is_sample", "flag"), *VALIDITY,
    ),
    ROUNDS: (
        Field("round_code", "code", True), Field("fiscal_year_be", "whole", True), Field("round", "round", True),
        Field("label"), *(Field(name, "date", True) for name in (*PERIODS, "due_on")), Field("state"),
    ),
    CORRECTIONS: (
        Field("submission", "text", True), Field("field", "text", True), Field("from", "words"),
        Field("to", "words", True), Field("reason", "text", True), Field("role", "text", True),
        Field("until", "date", True),
    ),
    HOLIDAYS: (Field("day", "date", True), Field("name", "text", True)),
}  # fmt: skip
KEYS = {
    AGENCIES: ("agency_code", "valid_from"),
    DIVISIONS: ("division_code", "valid_from"),
    ROUNDS: ("round_code",),
    CORRECTIONS: (),
    HOLIDAYS: ("day",),
}


@dataclass(frozen=True)
class ReferenceLine:
    """A line of a reference file, numbered from 1, with the code that it is about."""

    file_name: str
    sha256: str
    line_no: int
    code: str


@dataclass(frozen=True)
class Reference:
    """The reference data of one run, with the bytes it was read from for the archive.

    `files` are keyed by the names above, whatever kind of table each is; `lines` are where each agency, division and
    round stands.
    """

    agencies: tuple[Row, ...]
    divisions: tuple[Row, ...]
    rounds: tuple[Round, ...]
    report: ReportOptions
    files: Mapping[str, bytes] = field(repr=False)
    holidays: Holidays = field(default_factory=yearly_holidays)
    corrections: tuple[Correction, ...] = ()
    lines: tuple[ReferenceLine, ...] = ()

    def round(self, round_code: str) -> Round:
        """Return a round by its code. Raises KeyError for a code that rounds.csv does not have."""
        return {r.round_code: r for r in self.rounds}[round_code]

    def division_names(self) -> dict[str, str]:
        """Return division code -> name, the newest name last wins."""
        return {str(row["division_code"]): str(row["division_name"]) for row in self.divisions}

    def agency_codes(self) -> list[str]:
        """Return the codes of all agencies."""
        return sorted({str(row["agency_code"]) for row in self.agencies})

    def agency_of(self) -> dict[str, str]:
        """Return division code -> agency code."""
        return {str(row["division_code"]): str(row["agency_code"]) for row in self.divisions}


def make_reference(files: Mapping[str, bytes], tables: Mapping[str, OfficeTable], faults: Faults) -> Reference:
    """Return what tables and report.yaml say. Raises FaultyReference with every fault, those noted before included."""
    lines = {
        name: typed_lines(tables[name], FIELDS[name], KEYS[name], faults) if name in tables else [] for name in FIELDS
    }
    for name in (AGENCIES, DIVISIONS, ROUNDS):
        if name in tables and not tables[name].lines:
            faults.add("ref.no_lines", name=tables[name].name)
    _refuse_unknown_agencies(tables, lines, faults)
    holidays = yearly_holidays().with_listed(date.fromisoformat(str(row["day"])) for _, row in lines[HOLIDAYS])
    rounds = tuple(_round(tables[ROUNDS].name, row, line, holidays, faults) for line, row in lines[ROUNDS])
    corrections = tuple(_correction(tables[CORRECTIONS].name, row, line, faults) for line, row in lines[CORRECTIONS])
    report = _options(files, faults)
    faults.end()
    return Reference(
        agencies=tuple(row for _, row in lines[AGENCIES]),
        divisions=tuple(row for _, row in lines[DIVISIONS]),
        rounds=rounds,
        report=report,
        files=files,
        holidays=holidays,
        corrections=corrections,
        lines=tuple(
            ReferenceLine(tables[name].known_as, tables[name].sha256, line, str(row[KEYS[name][0]]))
            for name in (AGENCIES, DIVISIONS, ROUNDS)
            for line, row in lines[name]
        ),
    )


def _options(files: Mapping[str, bytes], faults: Faults) -> ReportOptions:
    """Return the office's choices; the default ones where a fault of theirs was noted."""
    try:
        return read_options(files) if OPTIONS_FILE in files else ReportOptions()
    except FaultyOptions as error:
        faults.messages.append(str(error))
        return ReportOptions()


def _refuse_unknown_agencies(
    tables: Mapping[str, OfficeTable], lines: Mapping[str, list[tuple[int, Row]]], faults: Faults
) -> None:
    """Note every division of an agency that stands nowhere: it would report to nobody."""
    known = {row["agency_code"] for _, row in lines[AGENCIES]}
    for line, row in lines[DIVISIONS] if known else ():
        if row["agency_code"] not in known:
            faults.add("ref.unknown_agency", name=tables[DIVISIONS].name, line=line, x=row["agency_code"])


def _round(name: str, row: Row, line: int, holidays: Holidays, faults: Faults) -> Round:
    days = {column: date.fromisoformat(str(row[column])) for column in (*PERIODS, "due_on")}
    year = int(str(row["fiscal_year_be"]))
    period = Round(
        round_code=str(row["round_code"]),
        fiscal_year_be=year,
        round=RoundName(str(row["round"])),
        label=str(row.get("label") or row["round"]),
        covers_from=days["covers_from"],
        covers_to=days["covers_to"],
        asks_from=days["asks_from"],
        asks_to=days["asks_to"],
        announced_due_on=days["due_on"],
        due_on=holidays.moved(days["due_on"]),
        state=str(row.get("state") or "open"),
    )
    if not period.round_code.endswith(f"-{period.round}"):
        faults.add("ref.round_code", name=name, line=line, x=period.round_code, round=period.round)
    first, last = date(year - ERA_OFFSET - 1, 10, 1), date(year - ERA_OFFSET, 9, 30)
    in_order = first == period.covers_from <= period.asks_from <= period.asks_to <= period.covers_to <= last
    if not in_order or period.announced_due_on < period.asks_from:
        faults.add("ref.round_days", name=name, line=line, first=first, last=last)
    return period


def _correction(name: str, row: Row, line: int, faults: Faults) -> Correction:
    texts = {column: str(row.get(column) or "") for column in ("submission", "field", "from", "to", "reason", "role")}
    correction = Correction(
        line_no=line,
        submission=texts["submission"],
        field=texts["field"],
        from_text=texts["from"],
        to_text=texts["to"],
        reason=texts["reason"],
        role=texts["role"],
        until_on=date.fromisoformat(str(row["until"])),
    )
    if correction.fault:
        faults.add("ref.correction", name=name, line=line, fault=correction.fault)
    return correction


def whose_agency(reference: Reference, named: str, phrases: Phrases) -> str:
    """Return the agency that a decision is about: the one named, or the only one of the register.

    Raises UsageError for one that the register does not have, and where there are several and none is named.
    """
    known = reference.agency_codes()
    if named and named not in known:
        raise UsageError(phrases.say("cli.err.agency", x=named))
    if not named and len(known) != 1:
        raise UsageError(phrases.say("cli.err.whose", known=", ".join(known)))
    return named or known[0]
