"""How the oracle prints a number, in Arabic digits: decimals as given, two of what was computed, and never too much."""

from decimal import Decimal
from fractions import Fraction

from judging import MeasureValue, goal
from kept import kept, kept_beside

PERCENT = "ร้อยละ"
BEFORE = (PERCENT, "ระดับ")  # units that stand before their number
TYPED, COMPUTED = 6, 2


def printed(number: Fraction | None, unit: str = "", least: int = 0) -> str:
    """Return a given number: as many decimals as were given; a percentage that is not whole has two at least.

    >>> printed(Fraction("1234.5")), printed(Fraction("84.2"), "ร้อยละ"), printed(Fraction("84.995"), "ร้อยละ")
    ('1,234.5', '84.20', '84.995')
    """
    if number is None:
        return "-"
    if unit == PERCENT and number.denominator != 1:
        least = max(least, 2)
    return with_places(kept(number, TYPED), least)


def printed_value(one: MeasureValue, number: Fraction | None, target: Fraction | None = None) -> str:
    """Return a value of a measure: rounded to two decimals where it is computed, on the right side of its target."""
    if number is None or not is_computed(one):
        return printed(number, one.measure.unit)
    limit = goal(one.measure) if target is None else target
    figure = Fraction(kept_value(one, number))
    return with_places(told_beside(figure, one.measure.comparator, limit), 2 if figure.denominator != 1 else 0)


def kept_value(one: MeasureValue, number: Fraction) -> Decimal:
    """Return a value as the tables keep it; what documents print is printed from that."""
    return kept_beside(number, one.measure.comparator, goal(one.measure), TYPED)


def told_beside(number: Fraction, comparator: str, limit: Fraction) -> Decimal:
    """Return two decimals cut or rounded; where neither tells a broken ceiling, as many decimals as it needs."""
    for places in (COMPUTED, TYPED):
        figure = kept(number, places)
        cut = kept_beside(number, "at_least" if number < limit else comparator, limit, places)
        if not hides(figure, number, comparator, limit):
            return figure
        if cut < number and not hides(cut, number, comparator, limit):
            return cut
    return kept_beside(number, comparator, limit, TYPED)


def hides(figure: Decimal, number: Fraction, comparator: str, limit: Fraction) -> bool:
    """Tell whether a figure says that a target is reached or a ceiling kept which is not."""
    short = comparator != "at_most" and number < limit <= Fraction(figure)
    over = comparator != "at_least" and number > limit >= Fraction(figure)
    return short or over


def is_computed(one: MeasureValue) -> bool:
    """Tell whether a measure's values are quotients: ratios and means."""
    return one.measure.kind == "ratio" or "mean" in (one.across_rounds, one.across_divisions)


def with_places(number: Decimal, least: int) -> str:
    """Return a decimal without zeros at its end, but with so many decimals at least, and comma thousands."""
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{decimals}" if decimals else whole


def with_unit(number: str, unit: str) -> str:
    """Return a printed number with its unit where it is written.

    >>> with_unit("84.20", "ร้อยละ"), with_unit("4", "ครั้ง")
    ('ร้อยละ 84.20', '4 ครั้ง')
    """
    return f"{unit} {number}" if unit in BEFORE else f"{number} {unit}"


def in_thai(text: str) -> str:
    """Return a text in Thai digits."""
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
