"""The whole way in process, without Prefect: what a run gathers, judges, publishes and writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from sarup import pipeline
from sarup.assets import asset_path
from sarup.commands.run_summary import RunSummary, summarise_run
from sarup.findings import Finding, load_rules
from sarup.gather.collect import gather
from sarup.gather.reference_folder import read_reference
from sarup.judging.judge import load_inputs
from sarup.judging.process import borrowed_process
from sarup.load.frames import frames_of
from sarup.load.warehouse import load_files
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.phrases import known_phrases
from sarup.record.archive import Archive
from sarup.record.journal import Journal
from sarup.submission import Submission
from sarup.validate.faults import find_faults
from sarup.warehouse_file import WAREHOUSE, create_warehouse, open_warehouse, publishing

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tpso-2564"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")
HALF, YEAR = "2564-6m", "2564-12m"
ENDINGS = ("docx", "html", "pdf", "xlsx")


@dataclass(frozen=True)
class Published:
    """A home after its runs: the documents and the summary of each round, and where its files came from."""

    home: Path
    documents: Mapping[str, Sequence[Path]]
    summaries: Mapping[str, RunSummary]
    inbox: Path
    reference: Path

    @cached_property
    def submissions(self) -> Sequence[Submission]:
        """Return every file of the home as it was read."""
        known = read_reference(self.reference)
        with Journal(self.home / "journal.sqlite") as journal:
            arrivals = journal.arrivals()
        return gather(arrivals, Archive(self.home / "archive"), known.rounds, known.agency_of(), known_phrases())

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Return what is found in each of them."""
        rules = load_rules(asset_path("expectations/rules.yaml"))
        with borrowed_process() as suites:
            return find_faults(self.submissions, read_reference(self.reference), rules, known_phrases(), suites)

    def document(self, round_code: str, ending: str) -> Path:
        """Return the one document of a round with this ending."""
        (path,) = [path for path in self.documents[round_code] if path.suffix == f".{ending}"]
        return path

    @contextmanager
    def warehouse(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the published file to read."""
        connection = open_warehouse(self.home / WAREHOUSE, read_only=True)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Return a query's rows by column name."""
        with self.warehouse() as connection:
            answer = connection.execute(sql, list(values))
            names = [column[0] for column in answer.description or ()]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def publish_office(
    inbox: Path,
    home: Path,
    rounds: Sequence[str] = (HALF,),
    reference: Path = SAMPLE / "reference",
    seen_at: datetime = SEEN_AT,
    output: Path | None = None,
) -> Published:
    """Go the whole way: everything is gathered and judged once, each round is rendered into its own folder."""
    first = pipeline.open_run(rounds[0], inbox, reference, home, None, None, seen_at)
    with publishing(home):
        pipeline.load_warehouse(first, pipeline.validate_files(first, pipeline.gather_inbox(first)))
        return _publish_loaded(inbox, home, rounds, reference, seen_at, output)


def publish_judged(
    inbox: Path,
    home: Path,
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    rounds: Sequence[str] = (HALF,),
    reference: Path = SAMPLE / "reference",
    seen_at: datetime = SEEN_AT,
    output: Path | None = None,
    choice: DocumentChoice = ALL_AGENCIES,
) -> Published:
    """Go the way from load on, with submissions that another run read and judged."""
    first = pipeline.open_run(rounds[0], inbox, reference, home, None, None, seen_at)
    with publishing(home):
        pipeline.remove_leftovers(first)
        with create_warehouse(first.building, asset_path("sql")) as connection:
            load_files(connection, frames_of(submissions, findings))
            load_inputs(connection, pipeline._judging_inputs(first))
        return _publish_loaded(inbox, home, rounds, reference, seen_at, output, choice)


def _publish_loaded(
    inbox: Path,
    home: Path,
    rounds: Sequence[str],
    reference: Path,
    seen_at: datetime,
    output: Path | None,
    choice: DocumentChoice = ALL_AGENCIES,
) -> Published:
    runs = {
        code: pipeline.open_run(code, inbox, reference, home, output and output / code, None, seen_at, None, choice)
        for code in rounds
    }
    first = runs[rounds[0]]
    pipeline.roll_up_warehouse(first)
    changes = {code: pipeline.render_report(run) for code, run in runs.items()}
    summaries = {code: summarise_run(run, changes[code]) for code, run in runs.items()}
    pipeline.publish_warehouse(first, [one for each in changes.values() for one in each])
    documents = {code: tuple(one.place for one in each if one.prepared) for code, each in changes.items()}
    return Published(home, documents, summaries, inbox, reference)


def without(published: Published, leave_out: Callable[[Submission], bool], home: Path) -> Published:
    """Publish the same office into another home as if some of its submissions had never come."""
    kept = [one for one in published.submissions if not leave_out(one)]
    names = {one.submission_id for one in kept}
    found = [one for one in published.findings if one.submission_id in names]
    return publish_judged(SAMPLE / "inbox", home, kept, found)
