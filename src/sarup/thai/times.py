"""Times of day as people write them; a time that names no zone is Bangkok's."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sarup.thai.dates import ERA_OFFSET, FIRST_BUDDHIST_YEAR, read_date
from sarup.thai.digits import to_arabic

BANGKOK = ZoneInfo("Asia/Bangkok")
_CLOCK = re.compile(
    r"(?P<day>.+?)(?:\s*,)?\s+(?:เวลา\s*)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?\s*(?:น\.?)?"
)
_ISO_YEAR = re.compile(r"[0-9]{4}(?=-)")


def read_moment(text: str) -> datetime | None:
    """The time that a text says, with its zone; None for what is no time.

    ISO 8601, or a date as people write it, with or without a time of day; years from 2400 on are of the Buddhist era.

    >>> [read_moment(text).isoformat() for text in ("2021-04-20T16:30:00Z", "๒๐ เม.ย. ๖๔ เวลา ๑๖.๓๐ น.")]
    ['2021-04-20T16:30:00+00:00', '2021-04-20T16:30:00+07:00']
    """
    typed = to_arabic(text.strip())
    moment = _read_iso(typed) or _read_written(typed)
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=BANGKOK)


def _read_iso(typed: str) -> datetime | None:
    year = _ISO_YEAR.match(typed)
    if year and int(year[0]) >= FIRST_BUDDHIST_YEAR:
        typed = f"{int(year[0]) - ERA_OFFSET}{typed[4:]}"
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        return None


def _read_written(typed: str) -> datetime | None:
    clock = _CLOCK.fullmatch(typed)
    read = read_date(clock["day"] if clock else typed)
    if read is None:
        return None
    try:
        at = time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)) if clock else time()
    except ValueError:
        return None
    return datetime.combine(read.date, at)
