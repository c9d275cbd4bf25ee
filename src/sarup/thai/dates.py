"""Dates of the Buddhist era: written for readers, read from cells and found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sarup.thai.digits import to_arabic, to_thai
from sarup.thai.unseen import without_unseen

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

# Months by their name, short ones without points: those may be left out or have spaces beside them.
_MONTH_OF = {
    name.replace(".", ""): number for names in (FULL_MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)
}
# White space, and what nobody sees: texts from elsewhere bear marks that steer line breaks and directions.
_S = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*"
_GAP, LONGEST_DATE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+"), 200
_POINTED = "|".join(rf"{a}\.\s?{b}\.?" for a, b in (name.rstrip(".").split(".") for name in SHORT_MONTHS))
_BARE = "|".join(name.replace(".", "") + r"\.?" for name in SHORT_MONTHS)
_FULL = "|".join(FULL_MONTHS)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
_ERA = rf"(?:ปี{_S})?(?:(?:พ\.?\s?ศ\.?|พุทธศักราช|ค\.?\s?ศ\.?|คริสต์?ศักราช){_S})?"
_WEEKDAY = "(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
# Before a day or a month in a cell that says nothing else.
_DAY_WORDS = re.compile(rf"(?:เมื่อ|ณ|ใน)?\s*(?:วัน{_WEEKDAY}?|{_WEEKDAY})(?:ที่)?\s*|(?:เมื่อ|ณ)\s*")
_MONTH_WORDS = re.compile(
    r"(?:ประมาณ|ราว|ช่วง|ภายใน|ใน|ณ)?\s*(?:(?:ต้น|กลาง|ปลาย|สิ้น)?เดือน|(?:ต้น|กลาง|ปลาย|สิ้น)(?=[ก-ฮ]))?\s*"
)
_TIME = re.compile(
    r"(?:T|\s*,?\s*เวลา\s*|,?\s+)(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"\s*(?:น\.?|นาฬิกา|[AaPp]\.?[Mm]\.?|Z)?$"
)


# A program set to English writes its months so; of two digits nobody can tell which era they are of.
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?<![a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?![a-z])(?=[^0-9]*[0-9]{4}$)",
    re.IGNORECASE,
)


def _worded(months: str, group: str = "month") -> str:
    return rf"(?:เดือน{_S})?(?P<{group}>{months})"


_WORDED_DATE = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:{_S}[-/])?{_S}{_worded(f'{_FULL}|{_POINTED}|{_BARE}')},?(?:{_S}[-/])?{_S}{_ERA}{_YEAR}"
)
# In running text a short month without points may be a ministry's letters (กค ๐๔๐๒): its year must look like one.
_RUNNING_WORDED_DATE = re.compile(
    rf"(?<![0-9.,/])(?:(?P<first>[0-9]{{1,2}}){_S}(?:{_worded(f'{_FULL}|{_POINTED}|{_BARE}', 'first_month')}{_S})?"
    rf"(?:[-–—]|ถึง(?:{_S}วันที่)?){_S})?(?P<day>[0-9]{{1,2}}){_S}"
    rf"{_worded(f'{_FULL}|{_POINTED}|(?:{_BARE})(?={_S}{_ERA}(?:2[45][0-9]{{2}}|20[0-9]{{2}}|[4-9][0-9])(?![0-9./])(?!,[0-9]))')}"
    rf",?{_S}{_ERA}{_YEAR}"
)
_SLASHED_DATE = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})")
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WORDED_MONTH = re.compile(rf"{_worded(f'{_FULL}|{_POINTED}|{_BARE}')},?(?:{_S}[-/])?{_S}{_ERA}{_YEAR}")
_ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_SLASHED_MONTH = re.compile(r"(?P<month>[0-9]{1,2})\s?[/-]\s?(?P<year>[0-9]{4}|[0-9]{2})")
_RUNNING_SLASHED_DATE = re.compile(
    rf"(?<![0-9/.])(?:(?P<first>[0-9]{{1,2}})\s?[-–]\s?)?{_SLASHED_DATE.pattern.replace('[/.-]', '/')}(?![0-9/])"
)


_NUMBER = re.compile("[0-9]+")


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
    """'YYYY-MM' (Christian era) of a month and year typed in a cell, or None; a full date counts as its month.

    Two-digit years are of the Buddhist era.

    >>> read_month("ส.ค. ๖๔"), read_month("ภายในเดือนสิงหาคม พ.ศ. ๒๕๖๔"), read_month("8/64")
    ('2021-08', '2021-08', '2021-08')
    """
    typed = _plain(text)
    typed = _with_thai_months(typed[_length(_MONTH_WORDS, typed) :])
    for pattern in (_WORDED_MONTH, _ISO_MONTH, _SLASHED_MONTH):
        matched = pattern.fullmatch(typed)
        if matched is not None:
            reading = _date_of(matched["year"], matched["month"], "1")
            return reading.date.strftime("%Y-%m") if reading else None
    reading = read_date(typed)
    return reading.date.strftime("%Y-%m") if reading else None


def read_date(text: str) -> DateReading | None:
    """The date a cell holds, or None when it holds no real date; a time of day beside it is left out.

    Read are 21/12/2563, ๒๑ ธันวาคม ๒๕๖๓, วันที่ ๒๑ เดือนธันวาคม พุทธศักราช ๒๕๖๓, 21 ธ.ค. 63, 21-ธ.ค.-63, 21-Dec-2020 and
    ISO (as spreadsheets store it). A year from 2400 on is of the Buddhist era, also in ISO; two digits are of the
    Buddhist era; other years are Christian, which is told.

    >>> read_date("21 ธ.ค. 63")
    DateReading(date=datetime.date(2020, 12, 21), is_christian_year=False)
    """
    typed = _plain(text)
    typed = _with_thai_months(_TIME.sub("", typed[_length(_DAY_WORDS, typed) :]).removesuffix("."))
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
        for matched in _matches(pattern, arabic):
            start, end = matched.span()
            for reading in _readings_of(matched):
                found.append(FoundDate(reading.date, text[start:end], start, end, reading.is_christian_year))
    return sorted(found, key=lambda one: (one.start, one.date))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins with a number: asked at every letter it takes ten times as long."""
    at = 0
    for number in _NUMBER.finditer(text):
        if number.start() >= at and (matched := pattern.match(text, number.start())):
            at = matched.end()
            yield matched


def _readings_of(matched: re.Match[str]) -> list[DateReading]:
    """The dates of one match: a single day, or the first and last day of a range, whose year stands once."""
    parts = matched.groupdict()
    last = _date_of(parts["year"], parts["month"], parts["day"])
    if parts["first"] is None:
        return [last] if last else []
    first = _date_of(parts["year"], parts.get("first_month") or parts["month"], parts["first"])
    if first and last and first.date > last.date and parts.get("first_month"):  # from December into January
        before = str(int(parts["year"]) - 1).zfill(len(parts["year"]))
        first = _date_of(before, parts["first_month"], parts["first"])
    return [reading for reading in (first, last) if reading is not None]


def _plain(text: str) -> str:
    """The text of a cell in Arabic digits, with single spaces; what is longer than any date says none.

    The patterns allow white space in many places: of thousands of spaces they would try every share.
    """
    typed = _GAP.sub(" ", to_arabic(without_unseen(text)))
    return typed if len(typed) <= LONGEST_DATE else ""


def _with_thai_months(typed: str) -> str:
    """The text with its English month in Thai, where a year of four digits follows."""
    return _ENGLISH.sub(lambda found: FULL_MONTHS[_ENGLISH_MONTHS.index(found[1][:3].lower())], typed)


def _length(pattern: re.Pattern[str], text: str) -> int:
    """How many letters of a text's beginning the pattern takes."""
    matched = pattern.match(text)
    return matched.end() if matched else 0


def _two_digit_year(day: date) -> str:
    return f"{(day.year + ERA_OFFSET) % 100:02d}"


def _date_of(year: str, month: str, day: str) -> DateReading | None:
    """The parts as a date, or None for a day that the calendar lacks."""
    number = int(month) if month.isdigit() else _MONTH_OF[re.sub(r"[.\s]", "", month)]
    typed_year = int(year)
    if len(year) == 2:
        typed_year += 2500
    is_christian = typed_year < FIRST_BUDDHIST_YEAR
    try:
        return DateReading(date(typed_year - (0 if is_christian else ERA_OFFSET), number, int(day)), is_christian)
    except ValueError:
        return None
