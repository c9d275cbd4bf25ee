"""Rows of report views for tests: only what matters is named, the rest is empty."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

R = TypeVar("R")
EMPTY: Mapping[type, Any] = {str: "", int: 0, bool: False, Decimal: Decimal(0), date: date(2021, 3, 31)}


class Views:
    """Report views of invented rows by the name of the view; those that are not named are empty."""

    def __init__(self, **views: Sequence[Mapping[str, Any]]) -> None:
        self.views: dict[str, Any] = dict(views)

    def rows(self, row_type: type[R], order: str) -> list[R]:
        """Return the view's rows in the order in which they are given."""
        return [row_of(row_type, row) for row in self.views.get(row_type.view, ())]  # type: ignore[attr-defined]

    def row(self, row_type: type[R]) -> R:
        """Return the view's only row."""
        (row,) = self.rows(row_type, "1")
        return row


def row_of(row_type: type[R], values: Mapping[str, Any]) -> R:
    """Return a row with these values, codes as texts; what it does not read is left, what is not given empty."""
    hints = get_type_hints(row_type)
    fields = [name for name in hints if name != "view"]
    return row_type(**{name: _value(hints[name], name, values) for name in fields})


def _value(hint: Any, name: str, values: Mapping[str, Any]) -> Any:
    kinds = get_args(hint) or (hint,)
    (kind,) = [one for one in kinds if one is not NoneType]
    if name not in values:
        return None if NoneType in kinds else EMPTY[kind] if kind in EMPTY else next(iter(kind))
    value = values[name]
    return kind(value) if issubclass(kind, StrEnum) and value is not None else value
