"""Compares the tables of a warehouse with what the oracle says, figure by figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from expecting import Expected

MISSING = "<no such column>"
# Events without a code have none that anybody could expect: they are known by name and first day.
READ = {
    "core.event": r"select *, event_code like 'EV%' as is_coded, "
    r"lower(trim(regexp_replace(event_name, '\s+', ' ', 'g'))) as folded_name from core.event",
}


@dataclass(frozen=True)
class Difference:
    """A figure that is another one than the oracle says. `column` is "row" for a row too many or few."""

    table: str
    key: Mapping[str, Any]
    column: str
    found: Any
    expected: Any

    def __str__(self) -> str:
        place = " ".join(str(value) for value in self.key.values())
        return f"{self.table}.{self.column} {place}: found {self.found}, expected {self.expected}"


@dataclass(frozen=True)
class Compared:
    """How many figures were compared, and which differ."""

    figures: int
    differences: list[Difference]


def compare(connection: duckdb.DuckDBPyConnection, expected: Iterable[Expected]) -> Compared:
    """Compare every expected row with its table; rows that nobody expected are differences too."""
    by_table: dict[str, list[Expected]] = {}
    for one in expected:
        by_table.setdefault(one.table, []).append(one)
    figures, differences = 0, []
    for table, rows in by_table.items():
        there = compare_table(connection, table, rows)
        figures += there.figures
        differences += there.differences
    return Compared(figures, differences)


def compare_table(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Expected]) -> Compared:
    try:
        found = read(connection, table, list(rows[0].key))
    except duckdb.CatalogException:
        return Compared(len(rows), [Difference(table, {}, "table", "no such table", f"{len(rows)} rows")])
    figures, differences = 0, []
    wanted = {tuple(row.key.values()) for row in rows}
    for row in rows:
        here = found.get(tuple(row.key.values()), [])
        if len(here) != 1:
            figures += 1
            differences.append(Difference(table, row.key, "row", f"{len(here)} rows", "1 row"))
            continue
        for column, value in row.cells.items():
            figures += 1
            is_so = here[0].get(column, MISSING)
            if not same(is_so, value):
                differences.append(Difference(table, row.key, column, is_so, value))
    for key in found.keys() - wanted:
        place = dict(zip(rows[0].key, key, strict=True))
        differences.append(Difference(table, place, "row", f"{len(found[key])} rows", "0 rows"))
    return Compared(figures, differences)


def read(
    connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]
) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """Return the rows of a table by key."""
    cursor = connection.execute(READ.get(table, f"select * from {table}"))
    names = [column[0] for column in cursor.description or ()]
    rows: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for values in cursor.fetchall():
        cells = dict(zip(names, values, strict=True))
        rows.setdefault(tuple(cells[name] for name in key), []).append(cells)
    return rows


def same(found: Any, expected: Any) -> bool:
    """Tell whether two figures are one: 1.50 is 1.5, null is null only, true is not 1."""
    if found is None or expected is None or isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    return bool(found == expected)
