"""Thai and Arabic digits, and numbers written for readers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def to_thai(text: str) -> str:
    """The text with 0-9 written ๐-๙; digits of other scripts stay.

    >>> to_thai("2564-6m")
    '๒๕๖๔-๖m'
    """
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """The text with ๐-๙ written 0-9; digits of other scripts stay.

    >>> to_arabic("ร้อยละ ๘๐")
    'ร้อยละ 80'
    """
    return text.translate(_TO_ARABIC)


def format_number(value: Decimal | int | float, places: int | None = None, thai: bool = True) -> str:
    """The number with comma thousands, rounded half up, in Thai digits unless `thai` is false.

    `places` None writes as few decimals as the number needs, two at most. ValueError for nan and infinity.

    >>> format_number(Decimal("1234567.5"), places=2)
    '๑,๒๓๔,๕๖๗.๕๐'
    >>> format_number(33.335, thai=False)
    '33.34'
    """
    # repr of a float is what was typed; Decimal(33.335) would be 33.33499… and round down
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"cannot write {value!r} as a number")
    rounded = round_half_up(exact, 2 if places is None else places)
    written = f"{rounded:,f}"
    if places is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return to_thai(written) if thai else written


def round_half_up(value: Decimal, places: int) -> Decimal:
    """The value at `places` decimals, halves away from zero; never a negative zero."""
    # the standard 28 digits are fewer than somebody can type into a cell
    roomy = Context(prec=max(28, value.adjusted() + places + 2))
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, roomy)
    return abs(rounded) if rounded.is_zero() else rounded
