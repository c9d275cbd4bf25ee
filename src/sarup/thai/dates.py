"""Dates of the Buddhist era: written for readers, read from cells and found in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sarup.thai.digits import to_arabic, to_thai

ERA_OFFSET = 543
# Years from 2400 are of the Buddhist era: C.E. 2400 is no report's year, B.E. 2400 is C.E. 1857.
FIRST_BUDDHIST_YEAR = 2400

FULL_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_MONTH_OF = {name: number for names in (FULL_MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)}
# A short month may lack its last point or bear spaces inside ("ธ. ค. 63", "ธ.ค 63").
_SHORT = "|".join(rf"{a}\.\s?{b}\.?" for a, b in (name.rstrip(".").split(".") for name in SHORT_MONTHS))
_MONTH = rf"(?P<month>{'|'.join(FULL_MONTHS)}|{_SHORT})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
_ERA = r"(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*)?"

_WORDED_DATE = re.compile(rf"(?P<day>[0-9]{{1,2}})\s*{_MONTH}\s*{_ERA}{_YEAR}")
_RUNNING_WORDED_DATE = re.compile(
    rf"(?<![0-9.,/])(?:(?P<first>[0-9]{{1,2}})\s*(?:[-–—]|ถึง)\s*)?(?P<day>[0-9]{{1,2}})\s*{_MONTH}\s*{_ERA}{_YEAR}"
)
_SLASHED_DATE = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})")
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WORDED_MONTH = re.compile(rf"(?:เดือน\s*)?{_MONTH}\s*{_ERA}{_YEAR}")
_ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-[0-9]{2}(?:[T ]00:00(?::00(?:\.0+)?)?)?)?")
_SLASHED_MONTH = re.compile(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_RUNNING_SLASHED_DATE = re.compile(rf"(?<![0-9/.]){_SLASHED_DATE.pattern.replace('[/.-]', '/')}(?![0-9/])")


@dataclass(frozen=True)
class DateReading:
    """A date read from a cell; `is_christian_year` tells that the year was typed in the Christian era."""

    date: date
    is_christian_year: bool


@dataclass(frozen=True)
class FoundDate:
    """A full date in running text: what it says, as typed, and where (offsets into that text)."""

    date: date
    text: str
    start: int
    end: int
    is_christian_year: bool


def format_full(day: date) -> str:
    """The date for a sentence.

    >>> format_full(date(2020, 12, 21))
    '๒๑ ธันวาคม ๒๕๖๓'
    """
    return to_thai(f"{day.day} {FULL_MONTHS[day.month - 1]} {day.year + ERA_OFFSET}")


def format_short(day: date) -> str:
    """The date for a table cell.

    >>> format_short(date(2020, 12, 21))
    '๒๑ ธ.ค. ๖๓'
    """
    return to_thai(f"{day.day} {SHORT_MONTHS[day.month - 1]} {_two_digit_year(day)}")


def format_day(day: date) -> str:
    """The date as an outcome or a target says it.

    >>> format_day(date(2022, 6, 30))
    'วันที่ ๓๐ มิถุนายน ๒๕๖๕'
    """
    return f"วันที่ {format_full(day)}"


def format_slashed(day: date) -> str:
    """The date as divisions type it.

    >>> format_slashed(date(2020, 12, 21))
    '๒๑/๑๒/๒๕๖๓'
    """
    return to_thai(f"{day.day}/{day.month}/{day.year + ERA_OFFSET}")


def format_month(year_month: str) -> str:
    """Month and year of 'YYYY-MM' (Christian era); ValueError for anything else.

    >>> format_month("2021-08")
    'สิงหาคม ๒๕๖๔'
    """
    matched = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", year_month)
    if matched is None:
        raise ValueError(f"expected YYYY-MM, found {year_month!r}")
    year, month = int(matched[1]), int(matched[2])
    return to_thai(f"{FULL_MONTHS[month - 1]} {year + ERA_OFFSET}")


def format_months_joined(from_day: date, to_day: date) -> str:
    """A period as titles of the ministry print it, month and year joined.

    >>> format_months_joined(date(2020, 10, 1), date(2021, 3, 31))
    'ต.ค.๖๓ – มี.ค.๖๔'
    """
    return " – ".join(to_thai(f"{SHORT_MONTHS[day.month - 1]}{_two_digit_year(day)}") for day in (from_day, to_day))


def format_months_spaced(from_day: date, to_day: date) -> str:
    """The same period with a space between month and year, for offices that write it so.

    >>> format_months_spaced(date(2020, 10, 1), date(2021, 3, 31))
    'ต.ค. ๖๓ – มี.ค. ๖๔'
    """
    return " – ".join(to_thai(f"{SHORT_MONTHS[day.month - 1]} {_two_digit_year(day)}") for day in (from_day, to_day))


def read_month(text: str) -> str | None:
    """'YYYY-MM' (Christian era) of a month and year typed in a cell, or None.

    Two-digit years are of the Buddhist era; a date cell counts as its month.

    >>> read_month("ส.ค. ๖๔")
    '2021-08'
    """
    typed = to_arabic(text.strip())
    for pattern in (_WORDED_MONTH, _ISO_MONTH, _SLASHED_MONTH):
        matched = pattern.fullmatch(typed)
        if matched is not None:
            reading = _date_of(matched["year"], matched["month"], "1")
            return reading.date.strftime("%Y-%m") if reading else None
    return None


def read_date(text: str) -> DateReading | None:
    """The date a cell holds, or None when it holds no real date.

    Read are 21/12/2563, ๒๑ ธันวาคม ๒๕๖๓, 21 ธ.ค. 63 and ISO (as spreadsheets store it). A year from 2400
    on is of the Buddhist era, also in ISO; two digits are of the Buddhist era; other years are Christian,
    which is told.

    >>> read_date("21 ธ.ค. 63")
    DateReading(date=datetime.date(2020, 12, 21), is_christian_year=False)
    """
    typed = re.sub(r"^(?:เมื่อ)?วันที่\s*", "", to_arabic(text.strip()))
    for pattern in (_WORDED_DATE, _SLASHED_DATE, _ISO_DATE):
        matched = pattern.fullmatch(typed)
        if matched is not None:
            return _date_of(matched["year"], matched["month"], matched["day"])
    return None


def find_dates(text: str) -> list[FoundDate]:
    """Every full date (day, month, year) in running text, in its order; a range gives its two ends.

    Years alone (as in the name of a law), months without a day and meeting numbers such as ๑/๒๕๖๔ are none.
    """
    arabic = to_arabic(text)  # one character for one, so offsets hold for the text as typed
    found: list[FoundDate] = []
    for pattern in (_RUNNING_WORDED_DATE, _RUNNING_SLASHED_DATE):
        for matched in pattern.finditer(arabic):
            start, end = matched.span()
            for reading in _readings_of(matched):
                found.append(FoundDate(reading.date, text[start:end], start, end, reading.is_christian_year))
    return sorted(found, key=lambda one: (one.start, one.date))


def _readings_of(matched: re.Match[str]) -> list[DateReading]:
    """The dates of one match: a single day, or the first and last day of a range within a month."""
    days = [matched.groupdict().get("first"), matched["day"]]
    readings = [_date_of(matched["year"], matched["month"], day) for day in days if day is not None]
    return [reading for reading in readings if reading is not None]


def _two_digit_year(day: date) -> str:
    return f"{(day.year + ERA_OFFSET) % 100:02d}"


def _date_of(year: str, month: str, day: str) -> DateReading | None:
    """The parts as a date, or None for a day that the calendar lacks."""
    number = int(month) if month.isdigit() else _MONTH_OF[_with_points(month)]
    typed_year = int(year)
    if len(year) == 2:
        typed_year += 2500
    is_christian = typed_year < FIRST_BUDDHIST_YEAR
    try:
        return DateReading(date(typed_year - (0 if is_christian else ERA_OFFSET), number, int(day)), is_christian)
    except ValueError:
        return None


def _with_points(month: str) -> str:
    """A short month in its one spelling: no spaces, a point at the end."""
    if "." not in month:
        return month
    tight = re.sub(r"\s", "", month)
    return tight if tight.endswith(".") else tight + "."
