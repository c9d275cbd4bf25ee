"""The database as it is published: one file that DuckDB 1.1 opens as well as the newest, small, and not to be written.

Between the run that makes it and the people who open it stands only this: the storage in which its bytes are written.
"""

from pathlib import Path

import duckdb

from sarup.placement import Change

# DuckDB 2 writes a storage that no 1.x opens. In this one each column takes some 3 KB more than in that of 1.2.
STORAGE = "v1.0.0"
SMALL_BLOCK, BLOCK = 16_384, 262_144
# A thousand columns of a small office fill little of a block each; a nation's rows are read faster from large ones.
SMALL = 256 << 20
READ_ONLY = 0o444


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
    target.chmod(READ_ONLY)
    target.replace(building)


def changes_of(building: Path, live: Path) -> list[Change]:
    """Return what publishing changes: the log of somebody who wrote into the old file goes before the new one comes."""
    return [Change(log_of(live), None), Change(live, building)]


def log_of(database: Path) -> Path:
    """Return where DuckDB keeps what was written into a file and is not yet in it."""
    return database.with_name(f"{database.name}.wal")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
