"""The third verb: submissions, findings and reference data → raw.* of a DuckDB file that nobody reads yet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from sarup.assets import asset_path
from sarup.findings import Finding, RuleSet
from sarup.form.spec import load_form_spec
from sarup.office.reference import Reference
from sarup.record.decisions import Decision
from sarup.submission import Mended, Row, Submission

TARGETS = ("submission_id", "rule", "round_code", "division_code", "agency_code", "item_code")
ONE_TABLE = {"results": ("result_measure", "result_item")}


def load(
    connection: duckdb.DuckDBPyConnection,
    submissions: Sequence[Submission],
    findings: Iterable[Finding],
    reference: Reference,
    rules: RuleSet,
    as_of: datetime | None,
    code_version: str,
    decisions: Sequence[Decision] = (),
) -> None:
    """Fill raw.* in bulk: the run's inputs, reference data, every readable row, every finding and decision so far."""
    load_reference(connection, reference, rules, as_of, code_version)
    _insert(connection, "submission", [_submission_row(s) for s in submissions])
    for table, rows in sorted(_form_rows(submissions).items()):
        _insert(connection, table, rows)
    _insert(connection, "column_place", _place_rows(submissions))
    _insert(connection, "underlined_line", _underlined_rows(submissions))
    _insert(connection, "finding", [_finding_row(finding) for finding in findings])
    _insert(connection, "decision", [_decision_row(decision) for decision in decisions])
    _insert(connection, "correction", [_correction_row(s, mended) for s in submissions for mended in s.mended])


def load_reference(
    connection: duckdb.DuckDBPyConnection,
    reference: Reference,
    rules: RuleSet,
    as_of: datetime | None,
    code_version: str,
) -> None:
    """Fill the raw tables that come from the run's inputs and from reference data."""
    run: Row = {
        "as_of_at": as_of.isoformat() if as_of else None,
        "rule_set_version": rules.version,
        "code_version": code_version,
        "sql_version": sql_version(asset_path("sql")),
    }
    _insert(connection, "run", [run])
    _insert(connection, "agency", reference.agencies)
    _insert(connection, "division", reference.divisions)
    _insert(connection, "round", [{k: str(v) for k, v in vars(r).items()} for r in reference.rounds])
    _insert(connection, "reference_line", [vars(line) for line in reference.lines()])
    _insert(connection, "rule", [vars(rule) for rule in rules.rules.values()])


def sql_version(sql: Path) -> str:
    """Return the hash of all SQL that makes tables and views, by name and content."""
    digest = sha256()
    for file in sorted(sql.rglob("*.sql")):
        digest.update(f"{file.relative_to(sql)} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def load_editions(connection: duckdb.DuckDBPyConnection, editions: Sequence[Row], taken: Sequence[Row]) -> None:
    """Fill the editions in force and the submissions they have taken in."""
    _insert(connection, "edition", editions)
    _insert(connection, "edition_submission", taken)


def _submission_row(submission: Submission) -> Row:
    arrival, keys = submission.arrival, submission.keys
    return {
        "submission_id": arrival.submission_id,
        "sha256": arrival.sha256,
        "division_code": arrival.division_code,
        "file_name": arrival.file_name,
        "received_at": arrival.received_at.isoformat(),
        "channel": arrival.channel,
        "kind": submission.kind,
        "form_version": keys.get("form_version"),
        "plan_code": keys.get("plan_code"),
        "round_code": keys.get("round_code"),
        "form_division_code": keys.get("division_code"),
        "annual_entry": keys.get("annual_entry"),
        "folder": arrival.folder,
        "container": submission.container or None,
    }


def _form_rows(submissions: Sequence[Submission]) -> dict[str, list[Row]]:
    known = {sheet.table for kind in ("plan", "results") for sheet in load_form_spec(kind).sheets}
    rows: dict[str, list[Row]] = {}
    for submission in submissions:
        for table in known & submission.tables.keys():
            for row in submission.tables[table]:
                for name in ONE_TABLE.get(table, (table,)):
                    rows.setdefault(name, []).append({"submission_id": submission.submission_id, **row})
    return rows


def _place_rows(submissions: Sequence[Submission]) -> list[Row]:
    return [
        {
            "submission_id": submission.submission_id,
            "table_name": place.table,
            "column_name": place.field,
            "sheet": place.sheet,
            "letter": place.letter,
            "first_row": place.first_row,
            "last_row": place.last_row,
            "row_offset": place.row_offset,
        }
        for submission in submissions
        for place in submission.places
    ]


def _underlined_rows(submissions: Sequence[Submission]) -> list[Row]:
    """Return the lines that files underline, without those of signatures: names stay in raw.signoff."""
    return [
        {"submission_id": submission.submission_id, "line": line}
        for submission in submissions
        for line in submission.underlined
        if line not in _signed(submission)
    ]


def _signed(submission: Submission) -> set[str]:
    typed = (value for row in submission.tables.get("signoff", ()) for value in row.values())
    return {line.strip() for value in typed for line in str(value).splitlines()}


def _finding_row(finding: Finding) -> Row:
    slots: Mapping[str, str] = finding.slots
    return {**vars(finding), "slots": json.dumps(dict(slots), ensure_ascii=False)}


def _decision_row(decision: Decision) -> Row:
    return {
        "number": decision.number,
        "kind": decision.kind,
        **{name: decision.target.get(name) for name in TARGETS},
        "role": decision.role,
        "reason": decision.reason,
        "until_on": decision.until_on.isoformat() if decision.until_on else None,
        "recorded_at": decision.recorded_at.isoformat(),
        "undone_at": decision.undone_at.isoformat() if decision.undone_at else None,
    }


def _correction_row(submission: Submission, mended: Mended) -> Row:
    return {
        "submission_id": submission.submission_id,
        **vars(mended),
        "table_name": mended.table,
        "column_name": mended.column,
        "until_on": mended.until_on.isoformat(),
    }


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows by column name; columns that the table does not have are left out, those it lacks are null."""
    if not rows:
        return
    columns = [r[0] for r in connection.execute(f"describe raw.{table}").fetchall()]
    present = [c for c in columns if any(c in row for row in rows)]
    frame = pl.DataFrame(
        {c: [None if row.get(c) is None else str(row[c]) for row in rows] for c in present},
        schema=dict.fromkeys(present, pl.String),
    )
    connection.register("incoming", frame.to_arrow())
    names = ", ".join(present)
    connection.execute(f"insert into raw.{table} ({names}) select {names} from incoming")
    connection.unregister("incoming")
