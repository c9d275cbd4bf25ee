"""How a number stands in a printed table."""

from decimal import ROUND_HALF_UP, Decimal

from sarup.render.document import Cell
from sarup.thai.digits import to_thai

PLACES = {"percent": "0.01", "money": "0.01"}


def print_cell(cell: Cell, kind: str, digits: str) -> str:
    """Return the cell as printed: counts as they are, percentages and money with two decimals, nothing as "-".

    >>> print_cell(Decimal("33.333"), "percent", "thai")
    '๓๓.๓๓'
    >>> print_cell(None, "number", "thai")
    '-'
    """
    if cell is None or cell == "":
        return "-"
    if isinstance(cell, str):
        return cell
    text = format(_round(Decimal(cell), kind), ",f")
    return to_thai(text) if digits == "thai" else text


def _round(value: Decimal, kind: str) -> Decimal:
    if kind in PLACES:
        return value.quantize(Decimal(PLACES[kind]), ROUND_HALF_UP)
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain
