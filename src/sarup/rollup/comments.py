"""Comments in the database itself: a Thai and an English sentence on every table, view and column."""

import duckdb

from sarup.dictionary import Dictionary

RELATIONS = """
select schema_name || '.' || table_name, 'table' from duckdb_tables() where schema_name in $schemas
union all
select schema_name || '.' || view_name, 'view' from duckdb_views() where schema_name in $schemas
order by 1
"""
COLUMNS = """
select schema_name || '.' || table_name, column_name from duckdb_columns() where schema_name in $schemas
order by schema_name, table_name, column_index
"""


def comment_on_everything(
    connection: duckdb.DuckDBPyConnection, dictionary: Dictionary, schemas: tuple[str, ...]
) -> None:
    """Comment on all tables, views and their columns. Raises KeyError for one that the dictionary does not explain."""
    names = {"schemas": list(schemas)}
    kinds = dict(connection.execute(RELATIONS, names).fetchall())
    statements = [
        f"comment on {kind} {name} is {_text(dictionary.tables[name].comment)}" for name, kind in kinds.items()
    ]
    statements += [
        f'comment on column {table}."{column}" is {_text(dictionary.column(table, column).comment)}'
        for table, column in connection.execute(COLUMNS, names).fetchall()
    ]
    connection.execute("begin; " + "; ".join(statements) + "; commit")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
