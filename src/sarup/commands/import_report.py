"""`sarup import`: last year's published report → two workbooks to review, with everything that should be looked at."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sarup.assets import asset_path
from sarup.codes import Severity
from sarup.commands.check import CheckedFinding, read_findings, say_findings
from sarup.commands.earlier_report.blocks import UnreadableReport, read_blocks
from sarup.commands.earlier_report.outline import Outline, read_outline
from sarup.commands.earlier_report.workbooks import ImportedItem, Owner, propose_items, write_workbooks
from sarup.errors import UsageError
from sarup.findings import load_rules
from sarup.form.places import column_head
from sarup.gather.collect import gather
from sarup.gather.container import Refusal
from sarup.judging.judge import JudgingInputs, judge
from sarup.judging.process import borrowed_process
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.record.archive import Archive
from sarup.record.decisions import Decision
from sarup.submission import Arrival

# What every division is asked for and no published report prints: people fill it in, and one line says so.
NOT_PRINTED = frozenset({"R09", "R11", "R12", "R17"})


@dataclass(frozen=True)
class ImportedReport:
    """What was read, where it was written, and what people should look at: `unfilled` names what stayed empty."""

    written: tuple[str, ...]
    strategy_count: int
    objective_count: int
    tactic_count: int
    item_count: int
    measure_count: int
    findings: tuple[CheckedFinding, ...]
    notes: tuple[str, ...]


def import_report(
    path: Path,
    agency: str,
    round_code: str,
    division: str | None,
    output: Path,
    reference: Reference,
    phrases: Phrases,
    checked_at: datetime,
) -> ImportedReport:
    """Read a report and write plan-<agency>-<year>.xlsx and <division>_<round>.xlsx into `output`.

    Raises UsageError for an agency, round or division that reference data does not know, and for a document without
    the five-column tables of a report.
    """
    period = {one.round_code: one for one in reference.rounds}.get(round_code)
    if period is None:
        raise UsageError(phrases.say("cli.err.round", x=round_code))
    owner = _owner(agency, period.fiscal_year_be, division, reference, phrases)
    try:
        outline = read_outline(read_blocks(path.read_bytes()))
    except (UnreadableReport, Refusal, OSError) as error:
        raise UsageError(phrases.say("cli.err.report", path=path)) from error
    items = propose_items(outline)
    written = write_workbooks(outline, items, owner, period, output, phrases)
    found = _findings_of_drafts(written, owner.division_code, reference, phrases, checked_at)
    return ImportedReport(
        written=tuple(map(str, written)),
        strategy_count=outline.count("strategy"),
        objective_count=outline.count("objective"),
        tactic_count=outline.count("tactic"),
        item_count=len(items),
        measure_count=sum(len(one.measures) for one in items),
        findings=(*_of_the_print(items, phrases), *(one for one in found if one.rule not in NOT_PRINTED)),
        notes=tuple(_notes(outline, items, period.fiscal_year_be, phrases)),
    )


def _findings_of_drafts(
    drafts: Sequence[Path], division: str, reference: Reference, phrases: Phrases, checked_at: datetime
) -> tuple[CheckedFinding, ...]:
    """Return every finding on a plan and on the results that belong to it.

    The plan's own errors are set aside for the comparison, and listed all the same: a draft is to be mended by people.
    Every error can be set aside here, also what no waiver may touch: nothing of it is published.
    """
    rules = load_rules(asset_path("expectations/rules.yaml"))
    rules = replace(rules, rules={code: replace(rule, is_waivable=True) for code, rule in rules.rules.items()})
    until = checked_at.date() + timedelta(days=1)
    waivers = [
        Decision(number, "waiver", {"rule": code}, "import", "draft", until, checked_at)
        for number, code in enumerate(sorted(rules.rules), 1)
        if rules.rules[code].severity == Severity.ERROR and not rules.rules[code].refuses
    ]
    with borrowed_process() as validator, TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        arrivals = [Arrival(archive.keep(p.read_bytes()), division, p.name, checked_at, "import") for p in drafts]
        submissions = gather(arrivals, archive, reference.rounds, reference.agency_of(), phrases)
        with closing(judge(submissions, JudgingInputs(reference, rules, phrases, waivers), validator)) as connection:
            found = [read_findings(connection, one.submission_id, phrases, everything=True) for one in arrivals]
    return tuple(one for group in found for one in group)


def say_import(imported: ImportedReport, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: what was read and written, what to look at, what to fill in."""
    counts = {
        "strategies": imported.strategy_count,
        "objectives": imported.objective_count,
        "tactics": imported.tactic_count,
        "items": imported.item_count,
        "measures": imported.measure_count,
    }
    lines = [phrases.say("import.read", **counts)]
    lines += [phrases.say("cli.written", path=path) for path in imported.written]
    lines += say_findings(imported.findings, phrases)
    return [*lines, *dict.fromkeys(imported.notes), phrases.texts["import.not_printed"], phrases.texts["import.review"]]


def _owner(agency: str, year: int, division: str | None, reference: Reference, phrases: Phrases) -> Owner:
    agencies = {str(row["agency_code"]): row for row in reference.agencies}
    if agency not in agencies:
        raise UsageError(phrases.say("cli.err.agency", x=agency))
    mine = [row for row in reference.divisions if row["agency_code"] == agency]
    found = [row for row in mine if division in (None, row["division_code"])]
    if not found:
        raise UsageError(phrases.say("cli.err.division", division=division or ""))
    return Owner(
        plan_code=f"{agency}-{year}",
        agency_code=agency,
        agency_name=str(agencies[agency]["agency_name"]),
        division_code=str(found[0]["division_code"]),
        division_name=str(found[0]["division_name"]),
    )


def _of_the_print(items: Sequence[ImportedItem], phrases: Phrases) -> list[CheckedFinding]:
    """Return what the workbooks no longer show: markup that was dropped, and answers that the report did not give."""
    rules = load_rules(asset_path("expectations/rules.yaml")).rules
    found = []
    for one in items:
        label = phrases.say("import.place", item=one.item.item_code)
        for column, tag in one.item.tags:
            rule = rules["T04"]
            field = {"outcome": "outcome_text"}.get(column, column)
            place = f"{label} ({column_head(phrases, 'results', field)})"
            message = phrases.say("import.tag", tag=tag)
            found.append(CheckedFinding("T04", rule.severity, place, None, None, tag, message, rule.remedy_th))
        for number, answer in enumerate(one.answers, 1):
            if answer.value is None and (answer.is_inferred or not answer.no_value_code):
                rule = rules["R06"]
                place = f"{label} ({phrases.say('import.measure', n=number)})"
                typed = one.item.outcome or None
                sentence = rule.sentence_th
                found.append(CheckedFinding("R06", Severity.ERROR, place, None, None, typed, sentence, rule.remedy_th))
    return found


def _notes(outline: Outline, items: Sequence[ImportedItem], year: int, phrases: Phrases) -> list[str]:
    notes = list(outline.notes)
    if outline.fiscal_year_be not in (None, year):
        notes.append(phrases.say("import.other_year", a=outline.fiscal_year_be, b=year))
    for one in items:
        if any(not measure.kind or measure.value is None for measure in one.measures):
            notes.append(phrases.say("import.unread_target", item=one.item.item_code, target=one.item.target or "-"))
    return notes
