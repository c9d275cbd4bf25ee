"""Numbers as divisions type them, read strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sarup.thai.digits import to_arabic
from sarup.thai.marks import mend_marks
from sarup.thai.unseen import without_unseen

PERCENT = "ร้อยละ"
PERCENT_WORDS = (PERCENT, "%", "％", "เปอร์เซ็นต์", "เปอร์เซนต์")
# Only 0-9 and ๐-๙: \d, int() and Decimal() also take Arabic-Indic and full-width digits, underscores and nan.
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")

# Nought as accounting formats show it, and as a text file or a document then has it: a dash among spaces for digits.
_ACCOUNTED_NOUGHT = re.compile(r"[ \u00a0]+-(?:[ \u00a0]{2,}|\?\?[ \u00a0]*)")


def is_accounted_nought(text: str) -> bool:
    """Whether a text is a nought as accounting formats show it; a dash by itself may be anything.

    >>> is_accounted_nought(" -   "), is_accounted_nought("-")
    (True, False)
    """
    return text[:1] in (" ", "\u00a0") and _ACCOUNTED_NOUGHT.fullmatch(text) is not None


@dataclass(frozen=True)
class NumberReading:
    """A number and how it was typed; `unit` is the unit that stood beside it, empty without one."""

    value: Decimal
    mixed_digits: bool
    thai_digits: bool
    unit: str = ""


def read_number(text: str, units: Sequence[str] = ()) -> NumberReading | None:
    """The number a cell holds, or None when the cell is not exactly one number.

    Allowed: 0-9 and ๐-๙ (also mixed, which is told), well-grouped comma thousands, one point between
    digits, a leading minus, white space and what nobody sees around. One of `units` may stand before or after it,
    and จำนวน before. Everything else (another unit, exponents) is None.

    >>> read_number("๘,๓๐3")
    NumberReading(value=Decimal('8303'), mixed_digits=True, thai_digits=True, unit='')
    >>> read_number("๒ ครั้ง") is None
    True
    >>> read_number("๒ ครั้ง", ["ครั้ง"]).value, read_number("ระดับ 2", ["ระดับ"]).value
    (Decimal('2'), Decimal('2'))
    """
    return _read(text, tuple(units))


@lru_cache(8_192)
def _read(text: str, units: tuple[str, ...]) -> NumberReading | None:
    if is_accounted_nought(text):
        return NumberReading(Decimal(0), mixed_digits=False, thai_digits=False, unit="-")
    typed = without_unseen(text)
    arabic = to_arabic(typed)
    unit, digits = "", arabic
    if not _NUMBER.fullmatch(arabic):
        found = _beside(units).fullmatch(_spaced(arabic)) if units else None
        if found is None:
            return None
        unit = found["before"] or found["after"] or found["behind"]
        digits = found["one"] or found["other"]
    has_thai = arabic != typed
    has_arabic = any("0" <= letter <= "9" for letter in typed)
    return NumberReading(
        value=Decimal(digits.replace(",", "")),
        mixed_digits=has_thai and has_arabic,
        thai_digits=has_thai,
        unit=unit,
    )


def units_of(unit: str) -> tuple[str, ...]:
    """The words by which people name a measure's unit beside its number: a percentage has several.

    One that bears a number itself ("1,000 บาท") cannot be told from the value's digits: it has none.

    >>> units_of("ครั้ง"), units_of("ร้อยละ")[:2], units_of("1,000 บาท")
    (('ครั้ง',), ('ร้อยละ', '%'), ())
    """
    plain = _spaced(to_arabic(without_unseen(unit)))
    if plain in PERCENT_WORDS:
        return PERCENT_WORDS
    return (plain,) if plain and not any("0" <= letter <= "9" for letter in plain) else ()


@lru_cache(maxsize=1024)
def _beside(units: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a number with one of the units before it, after it, or (ร้อยละ 50%) on both sides."""
    names = sorted((_spaced(to_arabic(unit)) for unit in units), key=len, reverse=True)
    named = "|".join(re.escape(name).replace(r"\ ", " ?").replace("/", " ?/ ?") for name in names)
    number = _NUMBER.pattern
    return re.compile(
        rf"(?:จำนวน ?)?(?:(?P<before>{named}) ?(?P<one>{number})(?: ?(?P<behind>{named}))?"
        rf"|(?P<other>{number}) ?(?P<after>{named}))"
    )


def _spaced(text: str) -> str:
    """The text with single spaces, and one spelling of what looks alike."""
    return " ".join(mend_marks(text).split())
