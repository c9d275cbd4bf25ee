"""What a cell's stored text means: numbers, dates, places and escapes. Standard library only."""

import math
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sarup.gather.container import Refusal

PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?")
ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?")
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
# Excel's own date formats; 71–74, 77 and 81 are those of a Thai Excel, 27–58 of the East Asian ones.
DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58, *range(71, 75), 77, 81})
PERCENT_FORMATS = frozenset({9, 10})
FORMAT_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|e[-+]', re.IGNORECASE)
# Longer ones are no one's numbers and formats, and would cost the patterns quadratic time.
NUMBER_CHARS, FORMAT_CHARS = 300, 255
# What stands where a number should and is none, as a person may read it in a finding.
TOKEN_CHARS = 40
PHANTOM_LEAP_DAY, LAST_DAY = 60, 2_958_465
DAY_SECONDS = 86_400


def read_decimal(stored: str) -> str | None:
    """Return the shortest plain digits of a stored number: 1.1 where Excel writes 1.1000000000000001.

    None for one odd token, such as NaN or 1e999: what its cell says is no number, and the rest of the file is sound.

    >>> read_decimal("2.0"), read_decimal("1.1000000000000001"), read_decimal("1E-7"), read_decimal("-0")
    ('2', '1.1', '0.0000001', '0')
    """
    if stored.isascii() and stored.isdigit() and len(stored) <= NUMBER_CHARS:
        return stored.lstrip("0") or "0"
    stored = stored.strip(" \t\n")
    if not stored or len(stored) > NUMBER_CHARS:
        raise Refusal("S01", f"number {stored[:40]!r}")
    if not NUMBER.fullmatch(stored) or not math.isfinite(number := float(stored)):
        if len(stored) > TOKEN_CHARS:
            raise Refusal("S01", f"number {stored[:40]!r}")
        return None
    if number.is_integer():
        digits = stored.removeprefix("-").removeprefix("+")
        return f"{number:.0f}" if not digits.isdigit() else f"{'-' * (number < 0)}{digits.lstrip('0') or '0'}"
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa
    return f"{number:.{len(mantissa.partition('.')[2]) - int(exponent)}f}"


def read_serial_date(serial: float, date1904: bool) -> str | None:
    """Return a serial's ISO date; None for what Excel shows as no date, and for its 29 February 1900.

    >>> read_serial_date(44186.75, False), read_serial_date(42724, True), read_serial_date(60, False)
    ('2020-12-21', '2020-12-21', None)
    """
    day = math.floor(serial)
    if date1904:
        first = date(1904, 1, 1)
    else:
        if day == PHANTOM_LEAP_DAY or day < 1:
            return None
        first = date(1899, 12, 31) if day < PHANTOM_LEAP_DAY else date(1899, 12, 30)
    if not 0 <= day <= LAST_DAY - (1462 if date1904 else 0):
        return None
    return (first + timedelta(days=day)).isoformat()


def read_serial_clock(serial: float) -> str:
    """Return the time of day of a serial in whole seconds; empty at midnight, where a date says no time.

    >>> read_serial_clock(44306.6875), read_serial_clock(44306.0)
    ('16:30:00', '')
    """
    seconds = min(round((serial - math.floor(serial)) * DAY_SECONDS), DAY_SECONDS - 1)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds else ""


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date; a time alone or an elapsed time is a number.

    >>> [is_date_format(code) for code in ("d mmm bbbb", '[Red]0" days"', "h:mm", "mmm")]
    [True, False, False, True]
    """
    letters = FORMAT_LITERALS.sub("", code[:FORMAT_CHARS]).partition(";")[0].lower()
    return any(letter in letters for letter in "ydb") or ("m" in letters and not {"h", "s"} & {*letters})


def is_percent_format(code: str) -> bool:
    """Tell whether a number format multiplies by a hundred; a percent sign in quotes does not.

    >>> [is_percent_format(code) for code in ("0.0%", '0" %"')]
    [True, False]
    """
    return "%" in FORMAT_LITERALS.sub("", code[:FORMAT_CHARS]).partition(";")[0]


def read_iso_date(stored: str) -> str | None:
    """Return the ISO date of a cell that stores dates as text, without its time; None for what is no date."""
    found = ISO_DATE.fullmatch(stored)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def read_iso_clock(stored: str) -> str:
    """Return the time of day of a cell that stores dates as text, in whole seconds; empty at midnight and without one.

    >>> read_iso_clock("2021-04-20T16:30:00"), read_iso_clock("2021-04-20"), read_iso_clock("2021-04-20T00:00:00")
    ('16:30:00', '', '')
    """
    try:
        clock = datetime.fromisoformat(stored).time()
    except ValueError:
        return ""
    return clock.isoformat("seconds") if clock.replace(microsecond=0) > time() else ""


def split_place(place: str) -> tuple[int, int]:
    """Return row and column of a cell's name.

    >>> split_place("AB12")
    (12, 28)
    """
    found = PLACE.fullmatch(place)
    if not found:
        raise Refusal("S01", f"cell {place[:20]!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return a column's letters.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def read_whole(text: str) -> int:
    """Return a number of rows, columns or strings; nine digits are more than any of them has."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise Refusal("S01", f"{text[:20]!r} is no whole number")


def decode_escapes(text: str) -> str:
    """Return the text with Excel's _xHHHH_ as characters and one kind of line end."""
    if "_x" in text:
        text = ESCAPE.sub(_decode_escape, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode_escape(found: re.Match[str]) -> str:
    """Half surrogates and NUL stay as typed: no table or document downstream could hold them."""
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
