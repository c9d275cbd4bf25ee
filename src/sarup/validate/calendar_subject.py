"""What the calendar and the law on personal data see in a division's results: holidays, late signatures, names."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from sarup.codes import Kind
from sarup.office.holidays import Holidays
from sarup.office.rounds import Round
from sarup.submission import Row, Submission
from sarup.thai.dates import find_dates, format_full
from sarup.thai.digits import to_arabic
from sarup.thai.text import fold

CALENDAR_ODDITIES = ("holiday", "signed_late", "personal")
Odd = tuple[str, Row, str, Mapping[str, str]]

_SIGNED = re.compile(r"(?:ลงวันที่|ลงนาม(?:เมื่อ)?วันที่|ประกาศ\s*ณ\s*วันที่)\s*$")
_CITIZEN_ID = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12}(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])0[689](?:[ -]?[0-9]){8}(?![0-9])")
# A title is followed by a first name and a family name; นายก, นายทะเบียน and the like are offices.
_PERSON = re.compile(
    r"(?<![ก-๙])(?:นางสาว|น\.ส\.|นาง|นาย(?!ก|ทะเบียน|ช่าง|อำเภอ|จ้าง|หน้า|ตรวจ|แพทย์|ทหาร|ตำรวจ))\s?"
    r"[ก-ฮเ-ไ][ก-์]{1,19}\s+[ก-ฮเ-ไ][ก-์]{1,24}"
)
_COMPLAINT = "ร้องเรียน"


def calendar_rows(submission: Submission, rounds: Mapping[str, Round], holidays: Holidays) -> Iterable[Odd]:
    """Yield table, row, field and what is odd there, of a results form; a form of no known round has no calendar."""
    period = rounds.get(submission.keys.get("round_code", ""))
    if submission.kind != "results":
        return
    if period is not None:
        yield from _on_holidays(submission, holidays)
        yield from _signed_late(submission, period)
    yield from _personal(submission)


def _on_holidays(submission: Submission, holidays: Holidays) -> Iterable[Odd]:
    for row in submission.tables.get("event", ()):
        for field in ("starts_on", "ends_on"):
            typed = str(row.get(field) or "")
            day = date.fromisoformat(typed) if typed else None
            if day and holidays.is_holiday(day) and (field == "starts_on" or typed != row["starts_on"]):
                yield "event", row, field, {"holiday": typed, "date": format_full(day)}


def _signed_late(submission: Submission, period: Round) -> Iterable[Odd]:
    """Yield documents counted as done that bear a date after the round's end."""
    for row in submission.tables.get("results", ()):
        for field in ("evidence", "narrative") if row.get("kind") == Kind.DOCUMENT else ():
            text = str(row.get(f"{field}_text") or "")
            for found in find_dates(text):
                if found.date > period.covers_to and _SIGNED.search(text[: found.start]):
                    yield "results", row, field, {"signed_late": text, "date": format_full(found.date)}


def _personal(submission: Submission) -> Iterable[Odd]:
    """Yield texts of items on complaints that hold a citizen's number, a mobile number or a person's name."""
    for row in submission.tables.get("results", ()):
        about = " ".join(str(row.get(f"{field}_text") or "") for field in ("guideline", "activity", "indicator"))
        for field in ("narrative", "outcome_text", "obstacle", "evidence") if _COMPLAINT in about else ():
            text = str(row.get(f"{field}_text") or "")
            if _is_personal(fold(text)):
                yield "results", row, field, {"personal": text}


def _is_personal(text: str) -> bool:
    arabic = to_arabic(text)
    numbered = any(_is_citizen_id(found[0]) for found in _CITIZEN_ID.finditer(arabic))
    return numbered or bool(_PHONE.search(arabic)) or bool(_PERSON.search(text))


def _is_citizen_id(typed: str) -> bool:
    """Tell whether thirteen digits bear the check digit of a Thai citizen's number.

    >>> _is_citizen_id("1-2345-67890-12-1"), _is_citizen_id("1234567890123")
    (True, False)
    """
    digits = [int(letter) for letter in typed if letter.isdigit()]
    weighed = sum(digit * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - weighed % 11) % 10 == digits[12]
