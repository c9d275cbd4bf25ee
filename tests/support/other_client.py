"""Run as a program, in an environment that has nothing but some release of the duckdb client: what it reads.

Arguments: a database, and files with queries. Prints as JSON the client's version, how many rows each table, view and
query gave, which of them are not explained, and the macros, each of which was called.
"""

import json
import sys
from pathlib import Path

import duckdb

RELATIONS = """
select schema_name || '.' || table_name, comment from duckdb_tables()
union all
select schema_name || '.' || view_name, comment from duckdb_views() where not internal
order by 1
"""
COLUMNS = "select count(*), count(comment) from duckdb_columns() where not internal"
MACROS = "select function_name, parameters from duckdb_functions() where not internal order by 1"
NUMBERS = ("n", "d", "k", "x", "per", "value", "target", "pct", "part", "whole", "numerator", "denominator", "line")
ARGUMENTS = {
    **dict.fromkeys(NUMBERS, "4"),
    **dict.fromkeys(("the_day", "first_day"), "date '2021-04-12'"),
    "is_met": "true",
}

if __name__ == "__main__":
    database, *queries = sys.argv[1:]
    with duckdb.connect(database, read_only=True) as connection:
        relations = connection.execute(RELATIONS).fetchall()
        columns = connection.execute(COLUMNS).fetchone()
        macros = connection.execute(MACROS).fetchall()
        read = {name: len(connection.execute(f"select * from {name}").fetchall()) for name, _ in relations}
        asked = {Path(path).stem: len(connection.execute(Path(path).read_text("utf-8")).fetchall()) for path in queries}
        for name, parameters in macros:
            given = ", ".join(ARGUMENTS.get(parameter, "'met'") for parameter in parameters)
            connection.execute(f"select {name}({given})").fetchall()
    told = {
        "version": duckdb.__version__,
        "rows": read,
        "queries": asked,
        "columns": columns,
        "unexplained": [name for name, comment in relations if not comment],
        "macros": [name for name, _ in macros],
    }
    print(json.dumps(told))
