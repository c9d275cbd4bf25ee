"""The third verb: submissions, findings and reference data → raw.* of a DuckDB file that nobody reads yet."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from sarup.assets import asset_path
from sarup.findings import RuleSet
from sarup.form.raw_tables import raw_tables
from sarup.load.frames import Frames, frame_of
from sarup.office.reference import Reference
from sarup.record.decisions import Decision
from sarup.submission import Row

TABLES = "select table_name from duckdb_tables() where schema_name = 'raw' order by 1"
CHUNKS = """
insert into raw.{table} by name
select f.* exclude (filename, file_row_number)
from read_parquet($files, union_by_name = true, filename = true, file_row_number = true) as f
inner join wanted as w on f.submission_id = w.submission_id and f.filename = w.folder || '/{table}.parquet'
order by w.place, f.file_row_number
"""
TARGETS = ("submission_id", "rule", "round_code", "division_code", "agency_code", "item_code")


def load_files(connection: duckdb.DuckDBPyConnection, frames: Frames) -> None:
    """Fill the tables of raw.* that tell of files from frames in memory."""
    for table, frame in frames.items():
        _insert(connection, table, frame)


def load_chunks(connection: duckdb.DuckDBPyConnection, wanted: pl.DataFrame) -> None:
    """Fill the tables of raw.* that tell of files from frames on disk, the files in the order in which they stand.

    `wanted` has a row a file: submission_id, and the folder of the chunk that holds its rows, `<table>.parquet` each.
    """
    folders = [Path(folder) for folder in wanted["folder"].unique(maintain_order=True)]
    connection.register("wanted", wanted.with_row_index("place").to_arrow())
    for (table,) in connection.execute(TABLES).fetchall():
        files = [str(folder / f"{table}.parquet") for folder in folders if (folder / f"{table}.parquet").is_file()]
        if files:
            connection.execute(CHUNKS.format(table=table), {"files": files})
    connection.unregister("wanted")


def load(
    connection: duckdb.DuckDBPyConnection,
    reference: Reference,
    rules: RuleSet,
    as_of: datetime | None,
    code_version: str,
    decisions: Sequence[Decision] = (),
) -> None:
    """Fill the other tables of raw.*: the run's inputs, reference data, and every decision so far."""
    load_reference(connection, reference, rules, as_of, code_version)
    _insert_rows(connection, "decision", [_decision_row(decision) for decision in decisions])


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
    _insert_rows(connection, "run", [run])
    for table, rows in (("agency", reference.agencies), ("division", reference.divisions)):
        _insert_rows(connection, table, _known_columns(connection, table, rows))
    _insert_rows(connection, "round", [{k: str(v) for k, v in vars(r).items()} for r in reference.rounds])
    _insert_rows(connection, "reference_line", [vars(line) for line in reference.lines])
    _insert_rows(
        connection, "rule", [{**vars(rule), "follows": " ".join(rule.follows)} for rule in rules.rules.values()]
    )


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
    _insert_rows(connection, "edition", editions)
    _insert_rows(connection, "edition_submission", held)


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


def _insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        _insert(connection, table, frame_of(rows))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Insert a frame by column name; what it lacks is null. Raises ValueError for a column that the table lacks."""
    if unknown := set(frame.columns).difference(_columns(connection, table)):
        raise ValueError(f"raw.{table} has no column {', '.join(sorted(unknown))}")
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into raw.{table} by name select * from incoming")
    connection.unregister("incoming")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"describe raw.{table}").fetchall()]
