"""What a printed outcome says of each measure of its item: "๒ ครั้ง", "ร้อยละ ๖๐", "๓ หลักเกณฑ์ / ๑ แนวทาง", "-"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from sarup.codes import Kind, NoValue
from sarup.thai.dates import FULL_MONTHS, SHORT_MONTHS, find_dates, read_month
from sarup.thai.numbers import read_number, units_of
from sarup.thai.text import fold

PERCENT = "ร้อยละ"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_PERCENTAGE = re.compile(rf"{PERCENT}\s*(?:ที่ทำได้\s*)?(?P<number>{_NUMBER})|(?P<sign>{_NUMBER})\s*%")
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[^\s0-9/,()]+)")
_MONTH = rf"(?:{'|'.join(map(re.escape, (*FULL_MONTHS, *SHORT_MONTHS)))})\s*(?:พ\.?ศ\.?\s*)?25[0-9]{{2}}"
# The result is known elsewhere and later: "ทราบผลการประเมินในเดือนสิงหาคม ๒๕๖๔", "จะประกาศผล… ในเดือน…".
_AWAITED = re.compile(rf"(?:ทราบผล|ประกาศผล|แจ้งผล|รอผล).{{0,200}}?(?P<month>{_MONTH})", re.DOTALL)
_NO_CASES = re.compile(
    r"(?:ไม่มี|ไม่พบ|ยังไม่มี)\s*(?:การ)?(?:แจ้ง)?\s*(?:ข้อ|เรื่อง|ผู้)?\s*(?:ร้องเรียน|ถูกร้องเรียน|แจ้งเบาะแส|กระทำ)"
)
_MADE = re.compile(r"^\s*(?:มี|ได้|จัดทำ|ออก)\s*(?:การ)?\s*(?:จัดทำ)?\s*(?:ประกาศ|แผน|คำสั่ง|คู่มือ|ระบบ|นโยบาย)|แล้วเสร็จ")
_UNFINISHED = re.compile(r"อยู่ระหว่าง|ยังไม่แล้วเสร็จ|กำลังดำเนินการ")
_BLANK = re.compile(r"[-–—.\s]*")


class Asked(Protocol):
    """What is needed of a measure: its kind, its unit and its target as typed."""

    @property
    def kind(self) -> str | None:
        """Return the kind's code as a plan has it, or None."""

    @property
    def unit(self) -> str:
        """Return the unit."""

    @property
    def target_value(self) -> str:
        """Return the target as a number, or an empty text."""


@dataclass(frozen=True)
class Answer:
    """What an outcome says of one measure: a value, of a deadline a day, or the reason why there is none, or neither.

    `is_inferred` tells a reason that the outcome itself does not give: people should confirm it.
    """

    value: Decimal | None = None
    on: date | None = None
    no_value_code: NoValue | None = None
    expected_month: str | None = None
    is_inferred: bool = False


def read_outcome(outcome: str, narrative: str, measures: Sequence[Asked], without_cases: bool = False) -> list[Answer]:
    """Return one answer a measure. Nothing is read that does not stand there; reasons may come from the narrative.

    `without_cases` tells that the same report counts no case at all elsewhere: then no time of reply can be measured.

    >>> from types import SimpleNamespace as N
    >>> read_outcome("๓ หลักเกณฑ์ / ๑ แนวทาง", "", [N(kind="count", unit="หลักเกณฑ์/แนวทาง", target_value="1")])[0].value
    Decimal('4')
    """
    outcome, narrative = fold(outcome), fold(narrative)
    answers = [
        _read(outcome, narrative, measure, number == 0, without_cases) for number, measure in enumerate(measures)
    ]
    for unit in {fold(measure.unit) for measure in measures}:
        asked = [number for number, measure in enumerate(measures) if fold(measure.unit) == unit]
        if len(asked) > 1 and all(answers[number].value is not None for number in asked):
            for number, value in zip(asked, _in_order(outcome, unit, len(asked)), strict=True):
                answers[number] = Answer(value=value)
    return answers


def _in_order(outcome: str, unit: str, count: int) -> list[Decimal | None]:
    """Return the numbers of a unit that several measures share; which of them a lone number answers is not guessed."""
    found = _PERCENTAGE.finditer(outcome) if unit == PERCENT else _COUNTED.finditer(outcome)
    values: list[Decimal | None] = [
        _number(one["number"] or one["sign"]) if unit == PERCENT else _number(one["number"])
        for one in found
        if unit == PERCENT or _is_unit(one["unit"], {unit})
    ]
    return values if len(values) == count else [None] * count


def _read(outcome: str, narrative: str, measure: Asked, is_first: bool, without_cases: bool) -> Answer:
    if measure.kind == Kind.DEADLINE:
        days = {found.date for found in find_dates(outcome)}
        return Answer(on=days.pop()) if len(days) == 1 else Answer()
    value = _value(outcome, measure)
    if value is not None:
        return Answer(value=value)
    awaited = _AWAITED.search(outcome)
    if awaited:
        return Answer(no_value_code=NoValue.AWAITING_EXTERNAL_RESULT, expected_month=read_month(awaited["month"]))
    if measure.kind == Kind.DURATION:
        no_cases = without_cases or _NO_CASES.search(outcome) or _NO_CASES.search(narrative)
        return Answer(no_value_code=NoValue.NO_CASES, is_inferred=True) if no_cases else Answer()
    if not is_first:
        return Answer()
    if _UNFINISHED.search(outcome):
        return Answer(no_value_code=NoValue.IN_PROGRESS)
    return _inferred(narrative, measure) if _BLANK.fullmatch(outcome) else Answer()


def _inferred(narrative: str, measure: Asked) -> Answer:
    """Return the reason that the narrative gives for an outcome left blank."""
    awaited = _AWAITED.search(narrative)
    if awaited and measure.kind in (Kind.SCORE, Kind.LEVEL):
        month = read_month(awaited["month"])
        return Answer(no_value_code=NoValue.AWAITING_EXTERNAL_RESULT, expected_month=month, is_inferred=True)
    return Answer(no_value_code=NoValue.IN_PROGRESS, is_inferred=True)


def _value(outcome: str, measure: Asked) -> Decimal | None:
    if measure.kind == Kind.CEILING and _NO_CASES.search(outcome):
        return Decimal(0)
    if fold(measure.unit) == PERCENT:
        found = _PERCENTAGE.search(outcome)
        if found:
            return _number(found["number"] or found["sign"])
        bare = re.fullmatch(_NUMBER, outcome)
        if bare:
            return _number(outcome)
        is_made = measure.kind == Kind.DOCUMENT and _MADE.search(outcome) and not _UNFINISHED.search(outcome)
        return Decimal(100) if is_made else None
    units = {fold(unit) for unit in measure.unit.split("/")} | {fold(measure.unit)}
    counted = [_number(found["number"]) for found in _COUNTED.finditer(outcome) if _is_unit(found["unit"], units)]
    if counted:
        return sum(counted, Decimal(0))
    alone = read_number(outcome, units_of(measure.unit))  # ระดับ ๓: the unit stands before its number
    return alone.value if alone else None


def _is_unit(typed: str, units: set[str]) -> bool:
    """Tell the measure's unit, also where more words are written close to it ("เรื่องร้องเรียน")."""
    return any(typed == unit or typed.startswith(unit) for unit in units if unit)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
