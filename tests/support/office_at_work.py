"""An office whose inbox grows and whose rounds are closed: run after run in one home, in process, without Prefect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl  # type: ignore[import-untyped]

from sarup import pipeline
from sarup.commands.closing import close_round, refuse_same_edition
from sarup.commands.run_summary import RunSummary, summarise_run
from sarup.judging.files import Each, in_processes
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.record.decisions import DecisionReason
from sarup.rollup.carried import STAMP
from sarup.warehouse_file import WAREHOUSE, open_warehouse, publishing
from tests.support.whole_way import HALF, SAMPLE

SCHEMAS = ("raw", "staging", "core", "rollup")
ROLE = "หัวหน้ากลุ่มแผนงาน"


@dataclass(frozen=True)
class OfficeAtWork:
    """A home and its inbox."""

    home: Path
    inbox: Path
    each: Each = in_processes

    def report(
        self,
        round_code: str = HALF,
        at: str = "2021-11-01T09:00:00+07:00",
        closing: str | None = None,
        as_of: str | None = None,
        reference: Path = SAMPLE / "reference",
        choice: DocumentChoice = ALL_AGENCIES,
    ) -> RunSummary:
        """Run once at a time; `closing` is the reason for which the round is closed by it.

        Documents take as long as everything else: who asks the database or the letters alone leaves them out.
        """
        seen_at = datetime.fromisoformat(at)
        why = DecisionReason(ROLE, closing, None, seen_at) if closing else None
        known = datetime.fromisoformat(as_of) if as_of else None
        run = pipeline.open_run(round_code, self.inbox, reference, self.home, None, known, seen_at, why, choice)
        with publishing(self.home):
            judged = pipeline.validate_files(run, pipeline.gather_inbox(run, self.each), self.each)
            pipeline.load_warehouse(run, judged)
            pipeline.roll_up_warehouse(run)
            if closing:
                refuse_same_edition(run)
            documents, letters = pipeline.render_report(run), pipeline.write_outbox(run)
            if closing:
                close_round(run, documents)
            summary = summarise_run(run, documents, letters)
            pipeline.publish_warehouse(run, [*documents, *letters])
        return summary

    def forget(self) -> None:
        """Have the next run build its database, as if something were new."""
        (self.home / STAMP).unlink()

    def ask(self, query: str, path: Path | None = None) -> list[tuple[object, ...]]:
        """Return a query's rows from the live database, or another."""
        connection = open_warehouse(path or self.home / WAREHOUSE, read_only=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def documents(self, round_code: str = HALF) -> dict[str, bytes]:
        """Return name -> bytes of what lies in the output folder of a round."""
        return {path.name: path.read_bytes() for path in sorted((self.home / "output" / round_code).iterdir())}

    def hashes(self, leave_out: Sequence[str] = ()) -> dict[str, tuple[object, ...]]:
        """Return table -> number of rows and hash of the sorted rows."""
        connection = open_warehouse(self.home / WAREHOUSE, read_only=True)
        try:
            return {name: _hash(connection, name) for name in _tables(connection) if name not in leave_out}
        finally:
            connection.close()


def edited(source: Path, target: Path, cells: dict[str, object]) -> None:
    """Save a form with some cells of the results changed."""
    book = openpyxl.load_workbook(source)
    for cell, value in cells.items():
        book["ผลการดำเนินการ"][cell] = value
    book.save(target)


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = (
        "select distinct schema_name || '.' || table_name from duckdb_columns() "
        "where schema_name in $schemas order by 1"
    )
    return [row[0] for row in connection.execute(query, {"schemas": list(SCHEMAS)}).fetchall()]


def _hash(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[object, ...]:
    query = (
        f"select count(*), md5(string_agg(cast(t as varchar), chr(10) order by cast(t as varchar))) from {name} as t"
    )
    return connection.execute(query).fetchone() or ()
