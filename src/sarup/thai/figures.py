"""The one printing of numbers: what a document, a letter, a finding or a table of the warehouse says for a value.

Numbers are printed in Arabic digits; whoever writes for an office turns them into the digits that it chose.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from sarup.codes import Comparator

PERCENT = "ร้อยละ"
# These stand before their number, every other unit behind it.
UNITS_BEFORE = (PERCENT, "ระดับ")
# How many decimals are kept of what people typed, and how many are printed of what was computed.
TYPED_PLACES, COMPUTED_PLACES = 6, 2
# Enough to tell any two numbers of the warehouse apart.
EVERY_PLACE = 38
# All of something, in percent.
WHOLE = 100

Number = int | Decimal | Fraction


def print_number(
    value: Number,
    unit: str | None = None,
    is_computed: bool = False,
    target: Number | None = None,
    comparator: str = Comparator.AT_LEAST,
    least_places: int = 0,
) -> str:
    """Return a number as `round_figure` rounds it, with comma thousands.

    >>> print_number(Decimal("1234.5"), least_places=2)
    '1,234.50'
    """
    return f"{round_figure(value, unit, is_computed, target, comparator, least_places):,f}"


def print_amount(
    value: Number,
    unit: str | None = None,
    is_computed: bool = False,
    target: Number | None = None,
    comparator: str = Comparator.AT_LEAST,
) -> str:
    """Return a number and its unit on the side where it is written.

    >>> print_amount(Decimal("84.2"), "ร้อยละ"), print_amount(4, "ครั้ง"), print_amount(3, "ระดับ")
    ('ร้อยละ 84.20', '4 ครั้ง', 'ระดับ 3')
    """
    return join_unit(print_number(value, unit, is_computed, target, comparator), unit)


def print_share(pct: Number, least_places: int = 0) -> str:
    """Return a percentage that Sarup computes; less than the whole is never printed as 100.

    >>> print_share(Decimal("99.9975")), print_share(50), print_share(50, least_places=2)
    ('99.99', '50', '50.00')
    """
    return print_number(pct, PERCENT, True, WHOLE, Comparator.AT_LEAST, least_places)


def join_unit(number: str, unit: str | None) -> str:
    """Return a printed number with its unit."""
    if not unit:
        return number
    return f"{unit} {number}" if unit.startswith(UNITS_BEFORE) else f"{number} {unit}"


def round_figure(
    value: Number,
    unit: str | None = None,
    is_computed: bool = False,
    target: Number | None = None,
    comparator: str = Comparator.AT_LEAST,
    least_places: int = 0,
) -> Decimal:
    """Return the value as it is printed: the decimals of the result are those to print, 84.20 not 84.2.

    What was given keeps up to six decimals, what was computed two, half up. What is not whole has two at least where
    it is a percentage or computed; `least_places` asks for so many of whole numbers too, as a column of percentages
    or of money does. With a target nothing that misses it is said to have reached it, and nothing above a ceiling to
    keep it: such a value is cut instead of rounded, and where that does not tell it stands as given.

    ValueError for what is no finite number, TypeError for a float: it is not what was typed.

    >>> round_figure(Fraction(3999900, 40000), is_computed=True, target=100)
    Decimal('99.99')
    >>> round_figure(Decimal("10.001"), is_computed=True, target=10, comparator="at_most")
    Decimal('10.001')
    """
    exact = _exact(value)
    is_fine = is_computed or (unit or "").startswith(PERCENT)
    least = max(least_places, COMPUTED_PLACES if is_fine and exact.denominator != 1 else 0)
    most = max(least, COMPUTED_PLACES if is_computed else TYPED_PLACES)
    figures = (
        _shorten(_scale(exact, places, is_cut), places, least)
        for places in (most, TYPED_PLACES, EVERY_PLACE)
        for is_cut in (False, True)
    )
    truthful = (figure for figure in figures if target is None or _tells(figure, exact, Fraction(target), comparator))
    return next(truthful, _shorten(_scale(exact, EVERY_PLACE, True), EVERY_PLACE, least))


def _exact(value: Number) -> Fraction:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float: hand on the decimal that was typed")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"cannot print {value!r} as a number")
    return Fraction(value)


def _tells(figure: Decimal, exact: Fraction, target: Fraction, comparator: str) -> bool:
    """Tell whether the figure misses the target on the side on which the value misses it."""
    is_short = comparator != Comparator.AT_MOST and exact < target
    is_over = comparator != Comparator.AT_LEAST and exact > target
    return not ((is_short and figure >= target) or (is_over and figure <= target))


def _scale(exact: Fraction, places: int, is_cut: bool) -> int:
    """Return the value in units of its last decimal, halves away from zero or all the rest cut off."""
    ten: int = 10**places
    whole, rest = divmod(abs(exact.numerator) * ten, exact.denominator)
    if not is_cut and 2 * rest >= exact.denominator:
        whole += 1
    return -whole if exact < 0 else whole


def _shorten(scaled: int, places: int, least: int) -> Decimal:
    """Return the figure without zeros at its end, but with so many decimals at least."""
    while places > least and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    # The standard 28 digits are fewer than somebody can type into a cell.
    return Decimal(scaled).scaleb(-places, Context(prec=len(str(scaled)) + 1))
