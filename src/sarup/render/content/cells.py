"""How a number or a day stands in a printed table."""

from datetime import date
from decimal import Decimal

from sarup.codes import Comparator
from sarup.render.content.document import Cell
from sarup.render.content.rows import Judged
from sarup.thai.dates import format_short
from sarup.thai.digits import to_arabic, to_thai
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
    >>> print_cell(date(2022, 6, 30), "number", "thai")
    '๓๐ มิ.ย. ๖๕'
    """
    if cell is None or cell == "":
        return "-"
    if isinstance(cell, str):
        return cell
    text = format_short(cell) if isinstance(cell, date) else f"{cell_figure(cell, kind):,f}"
    return to_thai(text) if digits == "thai" else to_arabic(text)


def cell_figure(cell: int | Decimal, kind: str) -> Decimal:
    """Return the number of a cell with the decimals to print."""
    if kind == "percent":
        return round_figure(cell, PERCENT, True, WHOLE, least_places=PLACES)
    if kind == "money":
        return round_figure(cell, is_computed=True, least_places=PLACES)
    return Decimal(cell)


def measured_cell(row: Judged, value: Decimal | None, day: date | None) -> Decimal | date | None:
    """Return a value of a measure, or the day of a deadline, as a cell of kind number.

    What misses the target is not printed as reaching it.
    """
    return day if value is None else round_figure(value, *judged_by(row))


def judged_by(row: Judged) -> tuple[str | None, bool, Decimal | None, Comparator]:
    """Return what the printing of a measure's value needs, in the order of `print_number`."""
    return row.unit, bool(row.is_computed), row.target_value, row.comparator or Comparator.AT_LEAST
