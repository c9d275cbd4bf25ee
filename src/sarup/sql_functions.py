"""The functions of Python that models and checks call by their own names, on every connection that builds.

What is published calls none of them: whoever opens the file with another program has its tables and views alone. The
names that SQL uses are temporary macros, so that values may be left out and no file ever holds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from inspect import signature

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
from duckdb.func import FunctionNullHandling, PythonUDFType

from sarup.findings import fill
from sarup.sql_words import dates_in_text, reason_label, without_dates
from sarup.thai.dates import format_day, format_full, format_month, format_months_joined, format_short, format_slashed
from sarup.thai.digits import to_thai
from sarup.thai.figures import print_amount, print_number

# More different values than a column of one round has in a nation.
REMEMBERED = 65_536


def register_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the functions, and the temporary macros by which models call them."""
    for function, parameters in FUNCTIONS:
        _register(connection, function, parameters)


def fill_json(sentence: str, slots: str | None) -> str:
    """Return a rule's sentence, its slots filled from a JSON object."""
    return fill(sentence, json.loads(slots or "{}"))


HOW = {"value": "DECIMAL(38, 6)", "unit": "VARCHAR", "is_computed": "BOOLEAN", "target": "DECIMAL(38, 6)"}
HOW |= {"comparator": "VARCHAR"}
DAY = {"day": "DATE"}
# A null as the first value gives a null.
FUNCTIONS: tuple[tuple[Callable[..., str], dict[str, str]], ...] = (
    (print_number, {**HOW, "least_places": "INTEGER"}),
    (print_amount, HOW),
    (to_thai, {"text": "VARCHAR"}),
    (format_day, DAY),
    (format_full, DAY),
    (format_short, DAY),
    (format_slashed, DAY),
    (format_month, {"year_month": "VARCHAR"}),
    (format_months_joined, {"from_day": "DATE", "to_day": "DATE"}),
    (fill_json, {"sentence": "VARCHAR", "slots": "VARCHAR"}),
    (reason_label, {"code": "VARCHAR", "round_name": "VARCHAR"}),
    (dates_in_text, {"text": "VARCHAR"}),
    (without_dates, {"text": "VARCHAR"}),
)
# What a call may leave out, as in Python.
DEFAULTS = {
    "unit": "null",
    "is_computed": "false",
    "target": "null",
    "comparator": "'at_least'",
    "least_places": "0",
}


def _register(connection: duckdb.DuckDBPyConnection, function: Callable[..., str], parameters: dict[str, str]) -> None:
    known = lru_cache(REMEMBERED)(function)

    def on_columns(*columns: pa.ChunkedArray) -> pa.Array:
        """Return the texts for the rows of some columns of one length; null where the first column is."""
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        return pa.array([None if row[0] is None else known(*row) for row in rows], pa.string())

    # DuckDB counts the parameters, and a star is one to it.
    on_columns.__signature__ = signature(function)  # type: ignore[attr-defined]
    name = function.__name__
    with suppress(duckdb.CatalogException):  # another thread has this file open, and gave it the same function
        connection.create_function(
            f"{name}_of_python",
            on_columns,
            list(parameters.values()),
            "VARCHAR",
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )
    parameters_declared = ", ".join(f"{one} := {DEFAULTS[one]}" if one in DEFAULTS else one for one in parameters)
    given = ", ".join(f"cast({one} as {kind})" for one, kind in parameters.items())
    connection.execute(f"create temp macro {name}({parameters_declared}) as {name}_of_python({given})")
