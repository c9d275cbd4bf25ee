"""Rows of a query as frozen dataclasses: what SQL gives is held against what Python expects, at every query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

import duckdb

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")
# Names of DuckDB's types, without the digits of a decimal, by the Python type that a field may have.
TAKEN: Mapping[type, tuple[str, ...]] = {
    str: ("VARCHAR", "JSON"),
    bool: ("BOOLEAN",),
    int: ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    Decimal: ("DECIMAL",),
    date: ("DATE",),
    datetime: ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
}


@dataclass(frozen=True)
class _Field:
    """What a field of a row type takes: `make` turns a text into its code."""

    name: str
    kind: type
    make: Callable[[str], StrEnum] | None
    may_be_null: bool


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    row_type: type[R],
    query: str,
    values: Sequence[object] | Mapping[str, object] = (),
    source: str = "",
) -> list[R]:
    """Return the rows of a query: each field of the dataclass is the column of its name, others are left.

    Raises TypeError naming the source (the row type where none is given) and the column: for a column that is missing
    or of another type, and for a null where the field takes none; ValueError for a code that is none of its StrEnum.
    """
    cursor = connection.execute(query, values)
    source = source or row_type.__name__
    wanted = _fields(row_type)
    columns = {name: (at, str(kind)) for at, (name, kind, *_) in enumerate(cursor.description or ())}
    for field in wanted:
        _check_column(field, columns, source)
    places = [columns[field.name][0] for field in wanted]
    return [row_type(*_checked([row[at] for at in places], wanted, source)) for row in cursor.fetchall()]


@lru_cache
def _fields(row_type: type[DataclassInstance]) -> tuple[_Field, ...]:
    hints = get_type_hints(row_type)
    return tuple(_field(field.name, hints[field.name]) for field in fields(row_type))


def _field(name: str, hint: Any) -> _Field:
    """Return what a field takes; its type is one of TAKEN or a StrEnum, perhaps with None."""
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (kind,) = [one for one in kinds if one is not NoneType]
    if issubclass(kind, StrEnum):
        return _Field(name, str, kind, NoneType in kinds)
    return _Field(name, kind, None, NoneType in kinds)


def _check_column(field: _Field, columns: Mapping[str, tuple[int, str]], source: str) -> None:
    if field.name not in columns:
        raise TypeError(f"{source} has no column {field.name}")
    kind = columns[field.name][1]
    if kind.partition("(")[0] not in TAKEN[field.kind]:
        raise TypeError(f"{source}.{field.name} is {kind}, which is no {field.kind.__name__}")


def _checked(values: list[Any], wanted: Sequence[_Field], source: str) -> list[Any]:
    """Return a row's values in the order of the fields, texts of codes as their codes."""
    for at, field in enumerate(wanted):
        if values[at] is None:
            if not field.may_be_null:
                raise TypeError(f"{source}.{field.name} is null")
        elif field.make is not None:
            values[at] = field.make(values[at])
    return values
