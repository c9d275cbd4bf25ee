"""The whole way in process, without Prefect: what a run gathers, judges, publishes and writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from sarup import pipeline
from sarup.commands.run_summary import RunSummary, summarise_run
from sarup.findings import Finding
from sarup.submission import Submission
from sarup.validate.process import borrowed_validator
from sarup.warehouse_file import WAREHOUSE, open_warehouse, publishing

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tpso-2564"
SEEN_AT = datetime.fromisoformat("2021-10-20T09:00:00+07:00")
HALF, YEAR = "2564-6m", "2564-12m"
ENDINGS = ("docx", "html", "pdf", "xlsx")


@dataclass(frozen=True)
class Published:
    """A home after its runs: the documents and the summary of each round, and what the stages handed on."""

    home: Path
    documents: Mapping[str, Sequence[Path]]
    summaries: Mapping[str, RunSummary]
    submissions: Sequence[Submission]
    findings: Sequence[Finding]

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
    with borrowed_validator() as validator:
        run = pipeline.open_run(rounds[0], inbox, reference, home, None, None, seen_at)
        submissions = pipeline.gather_inbox(run)
        findings = pipeline.validate_submissions(run, submissions, validator)
    return publish_judged(inbox, home, submissions, findings, rounds, reference, seen_at, output)


def publish_judged(
    inbox: Path,
    home: Path,
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    rounds: Sequence[str] = (HALF,),
    reference: Path = SAMPLE / "reference",
    seen_at: datetime = SEEN_AT,
    output: Path | None = None,
) -> Published:
    """Go the way from load on, with submissions that another run read and judged."""
    runs = {
        code: pipeline.open_run(code, inbox, reference, home, output and output / code, None, seen_at)
        for code in rounds
    }
    first = runs[rounds[0]]
    with publishing(home):
        pipeline.load_warehouse(first, submissions, findings)
        pipeline.roll_up_warehouse(first)
        changes = {code: pipeline.render_report(run) for code, run in runs.items()}
        summaries = {code: summarise_run(run, changes[code]) for code, run in runs.items()}
        pipeline.publish_warehouse(first, [one for each in changes.values() for one in each])
    documents = {code: tuple(one.place for one in each if one.prepared) for code, each in changes.items()}
    return Published(home, documents, summaries, submissions, findings)


def without(published: Published, leave_out: Callable[[Submission], bool], home: Path) -> Published:
    """Publish the same office into another home as if some of its submissions had never come."""
    kept = [one for one in published.submissions if not leave_out(one)]
    names = {one.submission_id for one in kept}
    found = [one for one in published.findings if one.submission_id in names]
    return publish_judged(SAMPLE / "inbox", home, kept, found)
