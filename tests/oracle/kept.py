"""Exact figures as a column keeps them: rounded once, half up, and cut where the rounded one would say too much."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

VALUE, PERCENT, MONEY = 6, 2, 2  # decimals that a column keeps


def kept(number: Fraction, places: int, way: str = ROUND_HALF_UP) -> Decimal:
    """Return a number of so many decimals.

    >>> kept(Fraction(1, 3), 2), kept(Fraction(2, 3), 2), kept(Fraction(-5, 1000), 2)
    (Decimal('0.33'), Decimal('0.67'), Decimal('-0.01'))
    """
    scaled = number * 10**places
    if way == ROUND_HALF_UP:
        whole = (abs(scaled) + Fraction(1, 2)).__floor__()
        whole = whole if scaled >= 0 else -whole
    else:
        whole = scaled.__floor__() if way == ROUND_FLOOR else scaled.__ceil__()
    return Decimal(whole).scaleb(-places)


def kept_beside(number: Fraction, comparator: str, target: Fraction, places: int) -> Decimal:
    """Return a value that does not reach a target, or keep a ceiling, that the exact one misses.

    >>> kept_beside(Fraction("99.99996"), "at_least", Fraction(100), 2)
    Decimal('99.99')
    >>> kept_beside(Fraction("10.001"), "at_most", Fraction(10), 2)
    Decimal('10.01')
    >>> kept_beside(Fraction("100.001"), "at_least", Fraction(100), 2)
    Decimal('100.00')
    """
    rounded = kept(number, places)
    if comparator != "at_most" and number < target <= Fraction(rounded):
        return kept(number, places, ROUND_FLOOR)
    if comparator != "at_least" and number > target >= Fraction(rounded):
        return kept(number, places, ROUND_CEILING)
    return rounded


def percent(number: Fraction) -> Decimal:
    """Return a percentage with two decimals; what is less than all of it is less than 100.00."""
    return kept_beside(number, "at_least", Fraction(100), PERCENT)


def share(part: Fraction | int | None, whole: Fraction | int | None) -> Decimal | None:
    """Return a part as a percentage of a whole; null without a whole."""
    return None if part is None or not whole else percent(Fraction(100) * part / Fraction(whole))
