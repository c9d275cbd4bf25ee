"""Numbers as divisions type them, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sarup.thai.digits import to_arabic

# Only 0-9 and ๐-๙: \d, int() and Decimal() also take Arabic-Indic and full-width digits, underscores and nan.
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


@dataclass(frozen=True)
class NumberReading:
    """A number and how it was typed."""

    value: Decimal
    mixed_digits: bool
    thai_digits: bool


def read_number(text: str) -> NumberReading | None:
    """The number a cell holds, or None when the cell is not exactly one number.

    Allowed: 0-9 and ๐-๙ (also mixed, which is told), well-grouped comma thousands, one point between
    digits, a leading minus, white space around. Everything else (units, %, exponents) is None.

    >>> read_number("๘,๓๐3")
    NumberReading(value=Decimal('8303'), mixed_digits=True, thai_digits=True)
    >>> read_number("๒ ครั้ง") is None
    True
    """
    typed = text.strip()
    arabic = to_arabic(typed)
    if not _NUMBER.fullmatch(arabic):
        return None
    has_thai = arabic != typed
    has_arabic = any("0" <= letter <= "9" for letter in typed)
    return NumberReading(
        value=Decimal(arabic.replace(",", "")),
        mixed_digits=has_thai and has_arabic,
        thai_digits=has_thai,
    )
