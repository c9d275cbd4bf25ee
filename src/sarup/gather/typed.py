"""From what stands in a cell to a value: numbers, dates, months and choices; the text as typed is kept beside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from sarup.form.choices import options_key, ticked
from sarup.form.spec import Column
from sarup.phrases import Phrases
from sarup.submission import Value
from sarup.thai.dates import ERA_OFFSET, FIRST_BUDDHIST_YEAR, read_date, read_month
from sarup.thai.digits import to_arabic
from sarup.thai.marks import first_mended, mend_marks
from sarup.thai.numbers import NumberReading, is_accounted_nought, read_number
from sarup.thai.unseen import is_blank, show_unseen, unseen_codes, without_unseen

LARGEST, LARGEST_BAHT = Decimal(10) ** 10, Decimal(10) ** 13
PLACES, PLACES_BAHT = 6, 2
SHOWN_DIGITS, SHORT_DIGITS = 15, 12  # a spreadsheet shows no more of a number than 15 digits
LONGEST = 32_767  # what a cell of Excel holds; other programs go further


@dataclass(frozen=True)
class Doubt:
    """What a person should know about how a cell was read: a rule, and the words that fill its sentence."""

    rule: str
    slots: Mapping[str, str]


def typed_text(kind: str, text: str) -> str:
    """Return a cell's text as it shows: a truth value as its word and a share as 60%, which are no numbers.

    White space and what nobody sees are no text. An error says nothing, and what is longer than any cell is not taken:
    both have their findings.
    """
    if kind == "error" or len(text) > LONGEST or is_blank(text):
        return ""
    if kind == "percent":
        return f"{(Decimal(text) * 100).normalize():f}%"
    if kind == "boolean":
        return "TRUE" if text == "1" else "FALSE"
    return text if is_accounted_nought(text) else text.strip()


def doubt_of(kind: str, text: str, column: Column, is_deadline: bool = False) -> Doubt | None:
    """Return what is to be told about a cell if it can be read as its column's kind; None for a plain one.

    Where the measure `is_deadline` its values are dates.
    """
    if column.kind == "text":
        wrong = first_mended(text)
        doubt = Doubt("T15", {"word": wrong.typed, "suggestion": wrong.mended}) if wrong else None
        return doubt or (doubt_of_unseen(text) if column.options else None)
    unseen = doubt_of_unseen(text)
    is_date = column.kind == "date" or (is_deadline and column.date_field is not None)
    if column.kind == "number" and not is_date:
        typed = typed_text(kind, text)
        doubt = doubt_of_number(typed, read_number(typed, column.units), column)
        return unseen or doubt if doubt is None or doubt.rule == "R60" else doubt
    return _doubt_of_date(kind, text, is_date) or unseen


def _doubt_of_date(kind: str, text: str, is_date: bool) -> Doubt | None:
    """Return what is to be told of the year of a date."""
    if kind == "date":
        year = int(text[:4])
        return Doubt("R61", {"year": str(year)}) if year >= FIRST_BUDDHIST_YEAR else None
    typed = read_date(text) if is_date else None
    if typed is None or not typed.is_christian_year:
        return None
    suggestion = f"{typed.date.day}/{typed.date.month}/{typed.date.year + ERA_OFFSET}"
    return Doubt("R62", {"year": str(typed.date.year), "suggestion": suggestion})


def doubt_of_unseen(text: str) -> Doubt | None:
    """Return what is to be told of a text with characters that nobody sees: what was read without them."""
    codes = unseen_codes(text)
    return Doubt("R81", {"codepoints": codes, "value": without_unseen(text)}) if codes else None


def doubt_of_number(typed: str, reading: NumberReading | None, column: Column) -> Doubt | None:
    """Return the weightiest doubt about a number as it was read; None for a plain one, and where none was read.

    It may be too great to keep, lose digits, stand beside its unit, or be written in Thai digits.
    """
    if reading is None:
        return None
    places = _places(column)
    if abs(reading.value) >= _limit(column):
        largest = _limit(column) - Decimal(1).scaleb(-places)
        return Doubt("R63", {"value": typed, "largest": f"{largest:,f}"})
    kept = kept_number(reading.value, column)
    if kept != reading.value:
        return Doubt("R64", {"value": typed, "places": str(places), "number": format(kept, "f")})
    if reading.unit:
        return Doubt("R80", {"value": show_unseen(typed), "number": format(reading.value, "f"), "unit": reading.unit})
    if reading.thai_digits and not reading.mixed_digits:
        return Doubt("R60", {"value": typed, "number": format(reading.value, "f")})
    return None


def kept_number(value: Decimal, column: Column) -> Decimal:
    """Return a number with the decimals that are kept: two of money, six of all others, half up.

    What is not money never becomes a rounder number, as targets are, by losing digits: it stays on the side where it
    was. A number of more digits than a spreadsheet shows is the short one that it shows there.

    >>> value = Column("value", "", 1, kind="number")
    >>> [format(kept_number(Decimal(n), value), "f") for n in ("66.6666666", "99.99999996", "10.00000004")]
    ['66.666667', '99.999999', '10.000001']
    >>> [format(kept_number(Decimal(n), value), "f") for n in ("99.99999999999999", "9999999999.9999999")]
    ['100', '9999999999.999999']
    """
    places = _places(column)
    if _decimals(value) <= places:
        return value
    shown = Context(prec=SHOWN_DIGITS, rounding=ROUND_HALF_UP).plus(value).normalize()
    is_noise = len(value.as_tuple().digits) > SHOWN_DIGITS and len(shown.as_tuple().digits) <= SHORT_DIGITS
    if is_noise and _decimals(shown) <= places and abs(shown) < _limit(column):
        return Decimal(format(shown, "f"))
    step = Decimal(1).scaleb(-places)
    kept = value.quantize(step, ROUND_HALF_UP)
    if column.is_money or kept == value or _decimals(kept.normalize()) == places:
        return kept
    return kept - step if value < kept else kept + step


def _limit(column: Column) -> Decimal:
    return LARGEST_BAHT if column.is_money else LARGEST


def _places(column: Column) -> int:
    return PLACES_BAHT if column.is_money else PLACES


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def read_value(text: str, column: Column, round_name: str | None, phrases: Phrases) -> Value:
    """Return the value of a cell's text, or None when it cannot be read as the column's kind.

    Numbers come as plain decimal text, so that none loses a digit before SQL; dates as ISO dates of the common era,
    months as "YYYY-MM", choices as their code, texts with their marks in the order of Thai writing.
    """
    if column.options:
        return phrases.code_of(options_key(column, round_name, phrases), ticked(without_unseen(text)))
    if column.kind == "number":
        return kept_value(read_number(text, column.units), column)
    if column.kind == "date":
        reading = read_date(text)
        return reading.date.isoformat() if reading else None
    if column.kind == "month":
        return read_month(text)
    return mend_marks(text)


@lru_cache(4_096)
def read_deadline(text: str) -> str | None:
    """Return the ISO date that the cell of a measure's value says, or None.

    Beside what any date cell may hold, a Buddhist year, month and day in eight digits: so dates were put down where
    the cell took numbers alone.

    >>> read_deadline("๓๐ มิ.ย. ๖๕"), read_deadline("25650630"), read_deadline("44742")
    ('2022-06-30', '2022-06-30', None)
    """
    typed = to_arabic(without_unseen(text))
    compact = re.fullmatch(r"(2[4-6][0-9]{2})([0-9]{2})([0-9]{2})", typed)
    reading = read_date("-".join(compact.groups()) if compact else text)
    return reading.date.isoformat() if reading else None


def kept_value(reading: NumberReading | None, column: Column) -> str | None:
    """Return a number as it is kept, in plain digits; None for one that is too great, and where none was read."""
    if reading is None or abs(reading.value) >= _limit(column):
        return None
    return format(kept_number(reading.value, column), "f")
