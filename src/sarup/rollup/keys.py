"""The last look before anything is published: the key of every table names one row, and is never null."""

from collections.abc import Mapping

import duckdb

from sarup.dictionary import TableMeaning

RELATIONS = (
    "select distinct schema_name || '.' || table_name from duckdb_columns() where schema_name in $schemas order by 1"
)


class BrokenKeyError(RuntimeError):
    """A table has a row twice, or one without its key: our own failure. Names the table, its key and the first row."""


def assert_keys(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, TableMeaning], schemas: tuple[str, ...]
) -> None:
    """Ask every table and view of the schemas whether its key is unique and complete.

    Raises BrokenKeyError for the first that is not, KeyError for one whose key nobody has said.
    """
    for (name,) in connection.execute(RELATIONS, {"schemas": list(schemas)}).fetchall():
        meaning = tables[name]
        row = connection.execute(_broken(name, meaning)).fetchone()
        if row is not None:
            values = ", ".join(f"{column}={value!r}" for column, value in zip(meaning.key, row, strict=False))
            raise BrokenKeyError(f"{name}: key ({', '.join(meaning.key)}) has {row[-1]} rows of {values}")


def _broken(name: str, meaning: TableMeaning) -> str:
    """Return the query for one key that stands twice or lacks a part, with its number of rows."""
    key = ", ".join(meaning.key)
    lacking = [f"{column} is null" for column in meaning.key if column not in meaning.nullable]
    return f"select {key}, count(*) from {name} group by {key} having {' or '.join(['count(*) > 1', *lacking])} limit 1"
