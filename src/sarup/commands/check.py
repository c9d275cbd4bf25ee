"""`sarup check`: the verdict that a file would get; nothing is archived, journaled or published."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sarup.assets import asset_path
from sarup.codes import Severity, Verdict
from sarup.commands.checked_arrival import checked_arrival, shown_path
from sarup.errors import UsageError
from sarup.findings import Finding, RuleSet, fill, load_rules
from sarup.form.places import say_place
from sarup.gather.collect import to_submissions
from sarup.gather.form import read_submission
from sarup.gather.inbox import list_inbox
from sarup.gather.pool import Reading, WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.judging.judge import JudgingInputs, judge
from sarup.judging.process import JudgingProcess, borrowed_process
from sarup.office.corrections import apply_corrections
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.record.archive import Archive
from sarup.record.decisions import Decision
from sarup.record.journal import Journal
from sarup.submission import Arrival, Submission
from sarup.warehouse_file import open_warehouse, published_warehouse


@dataclass(frozen=True)
class CheckedFinding:
    """One finding on a checked file; `sheet` and `cell` are empty for the file as a whole."""

    rule: str
    severity: Severity
    place: str
    sheet: str | None
    cell: str | None
    value: str | None
    message_th: str
    remedy_th: str


@dataclass(frozen=True)
class CheckedFile:
    """What became of one checked file: its verdict and all its findings, errors first.

    `kind` is results, plan, or unknown for what could not be read.
    """

    file: str
    sha256: str
    verdict: Verdict
    findings: tuple[CheckedFinding, ...]
    kind: str


@dataclass(frozen=True)
class CheckInputs:
    """Where a check takes its knowledge from, each None when there is none; `division` is whose files they are."""

    home: Path
    reference: Path | None
    inbox: Path | None
    division: str | None
    checked_at: datetime


EXIT_CODES = {
    Verdict.ACCEPTED: 0,
    Verdict.ACCEPTED_WITH_WARNINGS: 0,
    Verdict.RETURNED: 1,
    Verdict.REFUSED: 2,
    Verdict.QUARANTINED: 2,
}


def say_checked(checked: CheckedFile, phrases: Phrases) -> list[str]:
    """Return the lines a person reads: the verdict, then each finding once with all its places."""
    plan_key = f"verdict.plan.{checked.verdict}"
    key = plan_key if checked.kind == "plan" and plan_key in phrases else f"verdict.{checked.verdict}"
    line = phrases.say("check.file", file=checked.file, verdict=phrases.texts[key])
    return [line, *(say_findings(checked.findings, phrases) or [phrases.texts["check.none"]])]


def say_findings(findings: Sequence[CheckedFinding], phrases: Phrases) -> list[str]:
    """Return one line for each sentence and remedy, with all its places."""
    lines = []
    grouped: dict[tuple[str, ...], list[str]] = {}
    for finding in findings:
        key = (phrases.texts[f"severity.{finding.severity}"], finding.message_th, finding.remedy_th, finding.rule)
        grouped.setdefault(key, []).append(finding.place)
    for (severity, sentence, remedy, rule), places in grouped.items():
        slots = {"severity": severity, "sentence": sentence, "remedy": remedy, "rule": rule}
        if len(places) == 1:
            lines.append(phrases.say("check.line", place=places[0], **slots))
        else:
            lines.append(phrases.say("check.more", n=len(places), places=", ".join(places), **slots))
    return lines


def check_files(files: Sequence[Path], inputs: CheckInputs, phrases: Phrases, workers: int = 2) -> list[CheckedFile]:
    """Return the verdict of each file, in their order, as a run would give it today.

    Plans and earlier rounds are those that the home has received, those of `inputs.inbox` and those among `files`.
    Without reference data nothing is accepted. Raises UsageError for what is no file.
    """
    for path in files:
        if not path.is_file():
            raise UsageError(phrases.say("cli.err.file", path=path))
    rules = load_rules(asset_path("expectations/rules.yaml"))
    known = _read_reference(inputs.reference)
    with borrowed_process() if known else nullcontext() as validator, tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        digests = [_keep(archive, path) for path in files]
        readings = _read(digests, archive, workers)
        arrivals = [
            checked_arrival(path, digest, readings[digest], known, inputs.inbox, inputs.division, inputs.checked_at)
            for path, digest in zip(files, digests, strict=True)
        ]
        if known is None or validator is None:
            found = _check_without_reference(arrivals, readings, rules, phrases)
        else:
            found = _check(arrivals, readings, known, inputs, rules, phrases, validator, workers)
    return [
        CheckedFile(shown_path(path), a.sha256, *found[a.submission_id])
        for path, a in zip(files, arrivals, strict=True)
    ]


def _keep(archive: Archive, path: Path) -> str:
    with path.open("rb") as file:
        return archive.keep_file(file)


# By submission: verdict, findings and kind.
Found = Mapping[str, tuple[Verdict, tuple[CheckedFinding, ...], str]]


def _read(digests: Sequence[str], archive: Archive, workers: int) -> dict[str, Reading]:
    wanted = sorted(set(digests))
    with WorkerPool(size=min(workers, max(1, len(wanted)))) as pool:
        return dict(zip(wanted, pool.read_archived([archive.path(d) for d in wanted]), strict=True))


def _read_reference(folder: Path | None) -> Reference | None:
    """Return the reference data; None when the folder is missing or empty. Raises UsageError for a faulty file."""
    if folder is None or not folder.is_dir() or not any(folder.iterdir()):
        return None
    return read_reference(folder)


def _check(
    arrivals: Sequence[Arrival],
    readings: Mapping[str, Reading],
    known: Reference,
    inputs: CheckInputs,
    rules: RuleSet,
    phrases: Phrases,
    validator: JudgingProcess,
    workers: int,
) -> Found:
    received, received_readings = _received(arrivals, known, inputs, phrases, workers)
    everything = {**received_readings, **readings}
    submissions = to_submissions([*received, *arrivals], everything, known.rounds, known.agency_of(), phrases)
    submissions = apply_corrections(list({s.submission_id: s for s in submissions}.values()), known.corrections)
    with closing(judge(submissions, JudgingInputs(known, rules, phrases, _decisions(inputs)), validator)) as connection:
        return {a.submission_id: _verdict(connection, a.submission_id, phrases) for a in arrivals}


def _received(
    arrivals: Sequence[Arrival], known: Reference, inputs: CheckInputs, phrases: Phrases, workers: int
) -> tuple[list[Arrival], dict[str, Reading]]:
    """Return what a verdict may depend on, with its readings: the divisions' own earlier files, and their plans.

    A plan is known by its content, whatever its name. What the published warehouse knows as another division's
    results is not read again.
    """
    divisions, agency_of = {arrival.division_code for arrival in arrivals}, known.agency_of()
    agencies = {agency_of.get(division) for division in divisions}
    results = _known_results(inputs.home)
    with tempfile.TemporaryDirectory() as folder:
        candidates: list[Arrival] = []
        paths: dict[str, Path] = {}
        own: set[str] = set()
        for arrival, path, is_received in _seen(inputs, Archive(Path(folder))):
            is_own = is_received and arrival.division_code in divisions
            may_be_plan = agency_of.get(arrival.division_code) in agencies and arrival.sha256 not in results
            own |= {arrival.submission_id} if is_own else set()
            if is_own or may_be_plan:
                candidates.append(arrival)
                paths[arrival.sha256] = path
        digests = sorted(paths)
        with WorkerPool(size=min(workers, max(1, len(digests)))) as pool:
            readings = dict(zip(digests, pool.read_many([paths[digest] for digest in digests]), strict=True))
    received = [
        one
        for one in candidates
        if one.submission_id in own or read_submission(one, readings[one.sha256], phrases).kind == "plan"
    ]
    return received, {one.sha256: readings[one.sha256] for one in received}


def _seen(inputs: CheckInputs, archive: Archive) -> Iterator[tuple[Arrival, Path, bool]]:
    """Yield every file with where it can be read: what the home has received (True), then what the inbox holds."""
    journaled: set[str] = set()
    journal = inputs.home / "journal.sqlite"
    if journal.is_file():
        received = Archive(inputs.home / "archive")
        with Journal(journal) as known:
            for arrival in known.arrivals():
                journaled.add(arrival.submission_id)
                yield arrival, received.path(arrival.sha256), True
    for path in list_inbox(inputs.inbox) if inputs.inbox else ():
        digest = _keep(archive, path)
        division, *folders, name = map(shown_path, path.relative_to(inputs.inbox or path).parts)
        arrival = Arrival(digest, division, name, inputs.checked_at, "inbox", "/".join(folders))
        if arrival.submission_id not in journaled:
            yield arrival, archive.path(digest), False


def _known_results(home: Path) -> set[str]:
    """Return the hashes of files that the published warehouse knows as divisions' results; none without one."""
    published = published_warehouse(home)
    if not published.is_file():
        return set()
    with open_warehouse(published, read_only=True) as connection:
        return {str(row[0]) for row in connection.execute(RESULTS).fetchall()}


def _decisions(inputs: CheckInputs) -> list[Decision]:
    journal = inputs.home / "journal.sqlite"
    if not journal.is_file():
        return []
    with Journal(journal) as known:
        return known.decisions()


RESULTS = "select distinct sha256 from core.submission where kind = 'results'"
FINDINGS = """
select rule, severity, sheet, cell, value, message_th, remedy_th, column_name, table_name
from core.finding
where submission_id = $name and ($everything or (scope <> 'across' and not is_waived))
order by
    array_position(['error', 'warning', 'notice'], severity),
    sheet nulls first, row_no nulls first, column_name, cell, rule, message_th
"""


def _verdict(
    connection: duckdb.DuckDBPyConnection, submission_id: str, phrases: Phrases
) -> tuple[Verdict, tuple[CheckedFinding, ...], str]:
    query = "select verdict, kind from core.submission where submission_id = ?"
    row = connection.execute(query, [submission_id]).fetchone()
    if row is None:
        raise RuntimeError(f"{submission_id} was checked, but the warehouse does not know it")
    return Verdict(row[0]), read_findings(connection, submission_id, phrases), str(row[1])


def read_findings(
    connection: duckdb.DuckDBPyConnection, submission_id: str, phrases: Phrases, everything: bool = False
) -> tuple[CheckedFinding, ...]:
    """Return what a judged warehouse found on a submission; with `everything` also what is waived or across files."""
    rows = connection.execute(FINDINGS, {"name": submission_id, "everything": everything}).fetchall()
    return tuple(
        CheckedFinding(
            rule,
            Severity(severity),
            say_place(phrases, sheet, cell, column, table),
            sheet,
            cell,
            value,
            message,
            remedy,
        )
        for rule, severity, sheet, cell, value, message, remedy, column, table in rows
    )


def _check_without_reference(
    arrivals: Sequence[Arrival], readings: Mapping[str, Reading], rules: RuleSet, phrases: Phrases
) -> Found:
    """Say what the reader alone can see, and what is missing for a verdict: nothing is accepted."""
    found: dict[str, tuple[Verdict, tuple[CheckedFinding, ...], str]] = {}
    for arrival in arrivals:
        submission = read_submission(arrival, readings[arrival.sha256], phrases)
        missing = Finding(arrival.submission_id, "S18", slots={"missing": phrases.texts["check.reference"]})
        problems = [p for p in submission.problems if p.rule != "S06"]
        findings = [_say(problem, submission, rules, phrases) for problem in (*problems, missing)]
        refusals = {rules.rules[finding.rule].refuses for finding in findings}
        verdict = next((one for one in (Verdict.QUARANTINED, Verdict.REFUSED) if one in refusals), Verdict.RETURNED)
        found[arrival.submission_id] = (
            verdict,
            tuple(sorted(findings, key=lambda f: f.severity.rank)),
            submission.kind,
        )
    return found


def _say(finding: Finding, submission: Submission, rules: RuleSet, phrases: Phrases) -> CheckedFinding:
    rule = rules.rules[finding.rule]
    sheet, cell = finding.sheet, finding.cell
    for place in submission.places:
        if (place.table, place.field) == (finding.table_name, finding.column_name) and place.holds(finding.row_no):
            sheet, cell = place.sheet, f"{place.letter}{(finding.row_no or 0) - place.row_offset}"
    return CheckedFinding(
        rule=rule.code,
        severity=rule.severity,
        place=say_place(phrases, sheet, cell, finding.column_name, finding.table_name),
        sheet=sheet,
        cell=cell,
        value=finding.value,
        message_th=fill(rule.sentence_th, finding.slots),
        remedy_th=fill(rule.remedy_th, finding.slots),
    )
