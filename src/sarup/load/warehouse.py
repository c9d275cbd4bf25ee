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
from sarup.form.raw_tables import RawTable, raw_tables
from sarup.office.reference import Reference
from sarup.record.decisions import Decision
from sarup.submission import Mended, Row, Submission

TARGETS = ("submission_id", "rule", "round_code", "division_code", "agency_code", "item_code")


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
    for table, rows in (("agency", reference.agencies), ("division", reference.divisions)):
        _insert(connection, table, _known_columns(connection, table, rows))
    _insert(connection, "round", [{k: str(v) for k, v in vars(r).items()} for r in reference.rounds])
    _insert(connection, "reference_line", [vars(line) for line in reference.lines])
    _insert(connection, "rule", [{**vars(rule), "follows": " ".join(rule.follows)} for rule in rules.rules.values()])


def _known_columns(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows without the columns that an office keeps in its reference files for itself."""
    known = _columns(connection, table)
    return [{name: value for name, value in row.items() if name in known} for row in rows]


def sql_version(sql: Path) -> str:
    """Return the hash of all SQL that makes tables and views, by name and content."""
    digest = sha256()
    for file in sorted(sql.rglob("*.sql")):
        digest.update(f"{file.relative_to(sql)} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    for table in raw_tables().values():
        digest.update(f"{table.statement}\n".encode())
    return digest.hexdigest()[:12]


def load_editions(connection: duckdb.DuckDBPyConnection, editions: Sequence[Row], held: Sequence[Row]) -> None:
    """Fill the editions in force and the submissions they have taken in."""
    _insert(connection, "edition", editions)
    _insert(connection, "edition_submission", held)


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
    """Return the rows of each raw table. Raises ValueError for a cell that the forms' YAML does not know."""
    rows: dict[str, list[Row]] = {}
    for sheet, tables in _tables_by_sheet().items():
        known = {column for table in tables for column in table.columns}
        for submission in submissions:
            for row in submission.tables.get(sheet, ()):
                if row.keys() - known:
                    raise ValueError(f"sheet {sheet} of a form has no column {', '.join(sorted(row.keys() - known))}")
                for table in tables:
                    own = {column: value for column, value in row.items() if column in table.columns}
                    rows.setdefault(table.name, []).append({"submission_id": submission.submission_id, **own})
    return rows


def _tables_by_sheet() -> dict[str, list[RawTable]]:
    tables: dict[str, list[RawTable]] = {}
    for table in raw_tables().values():
        tables.setdefault(table.sheet, []).append(table)
    return tables


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
        "line_no": mended.line_no,
        "table_name": mended.table,
        "row_no": mended.row_no,
        "column_name": mended.column,
        "field": mended.field,
        "from_text": mended.from_text,
        "to_text": mended.to_text,
        "reason": mended.reason,
        "role": mended.role,
        "until_on": mended.until_on.isoformat(),
        "is_applied": mended.is_applied,
    }


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows by column name; what a row lacks is null. Raises ValueError for a column that the table lacks."""
    if not rows:
        return
    columns = _columns(connection, table)
    unknown = {column for row in rows for column in row}.difference(columns)
    if unknown:
        raise ValueError(f"raw.{table} has no column {', '.join(sorted(unknown))}")
    present = [c for c in columns if any(c in row for row in rows)]
    frame = pl.DataFrame(
        {c: [None if row.get(c) is None else str(row[c]) for row in rows] for c in present},
        schema=dict.fromkeys(present, pl.String),
    )
    connection.register("incoming", frame.to_arrow())
    names = ", ".join(present)
    connection.execute(f"insert into raw.{table} ({names}) select {names} from incoming")
    connection.unregister("incoming")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"describe raw.{table}").fetchall()]
