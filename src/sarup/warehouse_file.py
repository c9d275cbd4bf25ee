"""The file that is the warehouse: where it lies, who may publish it, how it is opened, made and published.

What is published is one file that DuckDB 1.1 opens as well as the newest, small, and not to be written: between the run
that makes it and the people who open it stands only the storage in which its bytes are written.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from sarup.errors import BusyError
from sarup.form.kinds import kinds_statement
from sarup.form.raw_tables import raw_tables
from sarup.placement import Change, standing
from sarup.sql_functions import register_functions
from sarup.system import make_home, make_read_only, remove_file, remove_tree, replace_file

WAREHOUSE, BUILDING, LOCK = "sarup.duckdb", ".building-", ".lock"
SCHEMAS = ("raw", "staging", "core", "rollup", "report")
# DuckDB 2 writes a storage that no 1.x opens. In this one each column takes some 3 KB more than in that of 1.2.
STORAGE = "v1.0.0"
SMALL_BLOCK, BLOCK = 16_384, 262_144
# A thousand columns of a small office fill little of a block each; a nation's rows are read faster from large ones.
SMALL = 256 << 20


def warehouse_path(home: Path, as_of: datetime | None = None) -> Path:
    """Return where a home's database is published: the live one, or the one of a look into the past."""
    if as_of is None:
        return home / WAREHOUSE
    return home / "as-of" / as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") / WAREHOUSE


def published_warehouse(home: Path, as_of: datetime | None = None) -> Path:
    """Return the database to be opened: it may stand under another name where its place could not be replaced."""
    return standing(warehouse_path(home, as_of))


@contextmanager
def publishing(home: Path, patience_seconds: float = 0) -> Iterator[None]:
    """Hold the home's lock: exactly one run publishes. What was prepared and not published is gone afterwards.

    Raises BusyError when another still holds it after so many seconds: at once, unless told otherwise.
    """
    make_home(home)
    try:
        with FileLock(home / LOCK, timeout=patience_seconds):
            try:
                yield
            finally:
                with suppress(
                    OSError
                ):  # by now all is published or failed for a reason of its own: the next run clears
                    remove_prepared(home)
    except Timeout as error:
        raise BusyError(f"another run holds {home / LOCK}") from error


def remove_prepared(home: Path) -> None:
    """Delete the databases, documents and letters that runs prepared in a home and did not publish."""
    for path in home.glob(f"{BUILDING}*"):
        remove_tree(path) if path.is_dir() else remove_file(path)


def open_warehouse(path: Path | str, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a warehouse as those do that build it: no extension is ever fetched; times are shown in Bangkok's zone."""
    connection = duckdb.connect(
        str(path),
        read_only=read_only,
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 2},
    )
    connection.execute("set timezone = 'Asia/Bangkok'")
    register_functions(connection)
    return connection


def attach_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse to stay open: its cursors `use published`, each in a thread of its own.

    What is opened by its path is known by that in a process: the file published next would be taken for this one.
    """
    connection = open_warehouse(":memory:")
    connection.execute(f"attach '{_quoted(path)}' as published (read_only)")
    return connection


def create_warehouse(path: Path | str, sql: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new warehouse (":memory:" for a check): schemas, macros, empty raw tables, kinds."""
    connection = open_warehouse(path)
    for schema in SCHEMAS:
        connection.execute(f"create schema {schema}")
    connection.execute((sql / "macros.sql").read_text(encoding="utf-8"))
    for file in sorted((sql / "1_raw").glob("*.sql")):
        connection.execute(file.read_text(encoding="utf-8"))
    for table in raw_tables().values():
        connection.execute(table.statement)
    connection.execute(kinds_statement())
    return connection


def rewrite(building: Path) -> None:
    """Rewrite a finished database in the storage that is published, once and for all.

    It is written in one go and must not be opened for writing again: 1.1 loses its way in a file that was gone over.
    """
    target = building.with_name(f"{building.stem}-rewritten.duckdb")
    block = SMALL_BLOCK if building.stat().st_size < SMALL else BLOCK
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(f"attach '{_quoted(building)}' as built (read_only)")
        connection.execute(f"attach '{_quoted(target)}' as published (storage_version '{STORAGE}', block_size {block})")
        connection.execute("copy from database built to published")
        connection.execute("detach published")
    make_read_only(target)
    replace_file(target, building)


def changes_of(building: Path, live: Path) -> list[Change]:
    """Return what publishing changes: the log of somebody who wrote into the old file goes before the new one comes."""
    return [Change(log_of(live), None), Change(live, building)]


def log_of(database: Path) -> Path:
    """Return where DuckDB keeps what was written into a file and is not yet in it."""
    return database.with_name(f"{database.name}.wal")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
