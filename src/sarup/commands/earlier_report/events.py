"""The seminars, trainings and meetings that the narratives of a report tell of, each with its day and headcount."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from sarup.commands.earlier_report.outline import PrintedItem
from sarup.thai.dates import find_dates
from sarup.thai.digits import to_arabic
from sarup.thai.text import fold

# Names that are so much alike, spaces aside, are one event: reports reword their own.
SAME_NAME = 85
_KINDS = "สัมมนา|อบรม|ประชุม|เสวนา|บรรยาย"
_HEADS = r"มีผู้เข้าร่วม\D{{0,30}}?(?P<{}>[0-9][0-9,]*)\s*คน"
_EVENT = re.compile(
    rf"(?:จัด|งาน)(?:การ)?(?P<name>(?:{_KINDS})(?:(?!เมื่อวันที่|มีผู้เข้าร่วม|(?:จัด|งาน)(?:{_KINDS})).){{10,300}}?)\s*"
    rf"(?:(?P<day>เมื่อวันที่\s*[0-9]{{1,2}}\s*\S+\s*(?:พ\.ศ\.\s*)?[0-9]{{4}})\s*(?:{_HEADS.format('count')})?"
    rf"|{_HEADS.format('count_alone')})",
    re.DOTALL,
)


@dataclass(frozen=True)
class PrintedEvent:
    """One event as the narratives of some items tell it; `event_code` is the same for every wording of its name."""

    event_code: str
    name: str
    day: date | None
    attendee_count: int | None
    item_codes: tuple[str, ...]


def find_events(items: Sequence[PrintedItem], fiscal_year_be: int) -> list[PrintedEvent]:
    """Return the events in the order of the report; what several items tell in the same words is one entry."""
    found: list[PrintedEvent] = []
    names: list[str] = []
    for item in items:
        for name, day, count in _events_in(item.narrative):
            number = next((n for n, known in enumerate(names, 1) if _alike(known, name)), 0)
            if not number:
                names.append(name)
                number = len(names)
            code = f"EV-{fiscal_year_be}-{number:02d}"
            one = PrintedEvent(code, name, day, count, (item.item_code,))
            same = next((n for n, other in enumerate(found) if replace(other, item_codes=one.item_codes) == one), None)
            if same is None:
                found.append(one)
            elif item.item_code not in found[same].item_codes:
                found[same] = replace(found[same], item_codes=(*found[same].item_codes, item.item_code))
    return found


def _events_in(narrative: str) -> list[tuple[str, date | None, int | None]]:
    """Return name, day and headcount of every event that tells one of the two."""
    arabic = to_arabic(narrative)  # letter for letter, so places hold for the text as printed
    events = []
    for found in _EVENT.finditer(arabic):
        days = find_dates(found["day"] or "")
        heads = found["count"] or found["count_alone"]
        count = int(heads.replace(",", "")) if heads else None
        start, end = found.span("name")
        events.append((" ".join(narrative[start:end].split()), days[0].date if days else None, count))
    return events


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(fold(one).replace(" ", ""), fold(other).replace(" ", "")) >= SAME_NAME
