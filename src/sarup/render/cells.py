"""How a number stands in a printed table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sarup.render.document import Cell
from sarup.thai.digits import to_thai
from sarup.thai.figures import PERCENT, WHOLE, round_figure

# Columns of these kinds have two decimals in every row.
PLACES = 2


def print_cell(cell: Cell, kind: str, digits: str) -> str:
    """Return the cell as printed: percentages and money with two decimals, other numbers with theirs, nothing as "-".

    >>> print_cell(Decimal("33.333"), "percent", "thai")
    '๓๓.๓๓'
    >>> print_cell(Decimal("84.20"), "number", "thai")
    '๘๔.๒๐'
    >>> print_cell(None, "number", "thai")
    '-'
    """
    if cell is None or cell == "":
        return "-"
    if isinstance(cell, str):
        return cell
    text = f"{cell_figure(cell, kind):,f}"
    return to_thai(text) if digits == "thai" else text


def cell_figure(cell: int | Decimal, kind: str) -> Decimal:
    """Return the number of a cell with the decimals to print."""
    if kind == "percent":
        return round_figure(cell, PERCENT, True, WHOLE, least_places=PLACES)
    if kind == "money":
        return round_figure(cell, is_computed=True, least_places=PLACES)
    return Decimal(cell)


def measured_cell(row: Mapping[str, Any], column: str) -> Decimal | None:
    """Return a value of a measure's row as a cell of kind number: what misses the target is not printed as reaching it.

    The row has unit, is_computed, target_value and comparator.
    """
    value = row[column]
    return None if value is None else round_figure(value, *judged_by(row))


def judged_by(row: Mapping[str, Any]) -> tuple[str | None, bool, Decimal | None, str]:
    """Return what the printing of a measure's value needs, in the order of `print_number`."""
    return row["unit"], bool(row["is_computed"]), row["target_value"], row["comparator"] or "at_least"
