"""Indicator and target as printed → measures: comparator, value, unit, and a kind proposed for each.

What cannot be read stays empty for people to fill; nothing is taken from anywhere but the two texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sarup.codes import Comparator, Kind
from sarup.form.kinds import load_kinds
from sarup.thai.text import fold

PERCENT = "ร้อยละ"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# A second condition begins after a joining word and has a number of its own.
_JOINED = r"\s*(?:และ|,(?=\s)|;|\n)\s*"
_JOIN = re.compile(_JOINED + "(?=[^0-9]{0,60}[0-9])")
_PRINTED_JOIN = re.compile(_JOINED + "(?=[^๐-๙0-9]{0,60}[๐-๙0-9])")
_WITHIN = re.compile(
    rf"(?:ภายใน|ไม่เกิน)\s*(?:ระยะเวลา\s*)?(?P<number>{_NUMBER})\s*(?P<unit>วันทำการ|วัน|ชั่วโมง|นาที|เดือน|สัปดาห์)"
)
_NONE = re.compile(r"^(?:ร้อยละ\s*0\s*)?\(?\s*(?:ไม่มี|ไม่พบ|ปลอด)")
_LEVEL = re.compile(rf"ระดับ\s*(?:ที่\s*)?(?P<number>{_NUMBER})")
_SHARE = re.compile(rf"{PERCENT}\s*(?P<number>{_NUMBER})|(?P<sign>{_NUMBER})\s*%")
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[^\s0-9(),]+)?")
_AT_MOST = re.compile(r"ไม่เกิน|ไม่มากกว่า|ไม่สูงกว่า|น้อยกว่าหรือเท่ากับ|≤|<")
_EXACTLY = re.compile(r"เท่ากับ")
_PERSONS = re.compile(r"บุคลากร|เจ้าหน้าที่|ผู้ถูก|จำนวนผู้|ราย")

# First fit decides: words of indicator or unit, the kind they mean, and why.
BY_WORDS = (
    (Kind.SCORE, r"คะแนน|ITA|ดัชนี|ผลการประเมินคุณธรรม", "an announced score is taken as announced"),
    (Kind.PROGRESS, r"ร้อยละ(?:ของ)?ความ(?:สำเร็จ|ก้าวหน้า|คืบหน้า)", "progress of one piece of work"),
    (Kind.RATIO, r"ร้อยละ(?:ของ)?|สัดส่วน|อัตรา", "a share of something counted has two halves"),
    (Kind.DOCUMENT, r"ประกาศ|คำสั่ง|แต่งตั้ง|มีแผน|มีคู่มือ|จัดทำ(?:แผน|คู่มือ|ประกาศ)", "it is there or it is not"),
)
STANDING = re.compile(r"ช่องทาง|ระบบ|เครือข่าย|ฐานข้อมูล|เว็บไซต์|ศูนย์")


@dataclass(frozen=True)
class ProposedMeasure:
    """One measure as proposed; empty texts and what is None are for people to fill."""

    text: str
    kind: Kind | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None
    unit: str = ""
    unit_printed: str = ""

    @property
    def target_value(self) -> str:
        """Return the target as typed in a form."""
        return "" if self.value is None else format(self.value, "f")

    @property
    def across_rounds(self) -> str:
        """Return how rounds combine for the kind."""
        return load_kinds()[self.kind].across_rounds if self.kind else ""

    @property
    def across_divisions(self) -> str:
        """Return how divisions combine for the kind."""
        return load_kinds()[self.kind].across_divisions if self.kind else ""


def propose_measures(indicator: str, target: str) -> list[ProposedMeasure]:
    """Return one measure a condition of the target, at least one.

    >>> [(str(m.kind), str(m.value), m.unit) for m in propose_measures("จำนวนช่องทาง", "๖ ช่องทาง และภายใน ๑๐ วัน")]
    [('stock', '6', 'ช่องทาง'), ('duration', '10', 'วัน')]
    """
    parts = [part for part in _JOIN.split(fold(target)) if part] or [""]
    printed = [part.strip() for part in _PRINTED_JOIN.split(target)]
    proposed = [_propose(fold(indicator), part) for part in parts]
    texts: Sequence[str] = [indicator, *printed[1:]] if len(printed) == len(parts) else [indicator] * len(parts)
    return [replace(measure, text=text) for measure, text in zip(proposed, texts, strict=True)]


def _propose(indicator: str, target: str) -> ProposedMeasure:
    within = _WITHIN.search(target)
    if within:
        return ProposedMeasure("", Kind.DURATION, Comparator.AT_MOST, _value(within["number"]), within["unit"])
    if _NONE.match(target):
        unit = "ราย" if _PERSONS.search(indicator) else "เรื่อง"
        odd = PERCENT if target.startswith(PERCENT) else ""
        return ProposedMeasure("", Kind.CEILING, Comparator.AT_MOST, Decimal(0), unit, odd)
    level = _LEVEL.search(target)
    if level:
        return ProposedMeasure("", Kind.LEVEL, _comparator(target), _value(level["number"]), "ระดับ")
    share = _SHARE.search(target)
    if share:
        value = _value(share["number"] or share["sign"])
        return ProposedMeasure("", _kind(indicator) or Kind.PROGRESS, _comparator(target), value, PERCENT)
    counted = _COUNTED.search(target)
    if counted is None:
        return ProposedMeasure("")
    unit = counted["unit"] or ""
    return ProposedMeasure(
        "", _kind_of_count(indicator, unit, target), _comparator(target), _value(counted["number"]), unit
    )


def _kind(indicator: str) -> Kind | None:
    return next((kind for kind, words, _ in BY_WORDS if re.search(words, indicator)), None)


def _kind_of_count(indicator: str, unit: str, target: str) -> Kind:
    """Return the kind of a target in numbers: what is counted in the round, or what stands at its end."""
    if _AT_MOST.search(target):
        return Kind.CEILING
    if unit == "คะแนน":
        return Kind.SCORE
    return Kind.STOCK if STANDING.search(unit) else Kind.COUNT


def _comparator(target: str) -> Comparator:
    if _AT_MOST.search(target):
        return Comparator.AT_MOST
    return Comparator.EXACTLY if _EXACTLY.search(target) else Comparator.AT_LEAST


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
