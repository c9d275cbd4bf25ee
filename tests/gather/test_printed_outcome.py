"""Printed outcomes: every outcome of the published report as read by hand, and phrasings of other agencies."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from sarup.gather.plans import PlanMeasure
from sarup.gather.printed_outcome import Answer, read_outcome

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests/examples/gold-2564-6m.json").read_text(encoding="utf-8"))
SEED = json.loads((ROOT / "tests/examples/seed-2564-6m.json").read_text(encoding="utf-8"))
FORMS = yaml.safe_load((ROOT / "examples/tpso-2564/source/2564-6m.yaml").read_text(encoding="utf-8"))
NARRATIVES = {code: item["narrative"] for form in FORMS["submissions"] for code, item in form["items"].items() if item}


def measure(kind: str, unit: str, target: str = "1") -> PlanMeasure:
    """Return a measure of which only these are looked at."""
    return PlanMeasure("1.1.1", "1", "", unit, kind, "at_least", target)


@pytest.mark.parametrize("item", GOLD["items"], ids=lambda item: item["item"])
def test_the_published_outcomes_read_as_by_hand(item: dict[str, object]) -> None:
    asked = [measure(m["kind"], m["unit"], str(m["target"])) for m in item["measures"]]  # type: ignore[attr-defined]
    # 2.1.1 and 5.1.1 of the same report count no complaint
    answers = read_outcome(str(item["outcome_text"]), NARRATIVES[str(item["item"])], asked, without_cases=True)
    read = [(one.value, one.no_value_code, one.expected_month) for one in answers]
    by_hand = [
        (None if m["value"] is None else Decimal(m["value"]), m["no_value_code"], m.get("expected_month"))
        for m in item["measures"]  # type: ignore[attr-defined]
    ]
    assert read == by_hand


@pytest.mark.parametrize(
    ("outcome", "kind", "unit", "value"),
    [
        ("12 โครงการ", "count", "โครงการ", 12),
        ("ดำเนินการแล้ว ๓ หลักสูตร จาก ๕ หลักสูตร", "count", "คน", None),
        ("ร้อยละ ๙๒.๕๐", "ratio", "ร้อยละ", "92.5"),
        ("92.5%", "ratio", "ร้อยละ", "92.5"),
        ("๘๕.๒๐ คะแนน", "score", "คะแนน", "85.2"),
        ("๑,๒๓๔ คน", "count", "คน", 1234),
        ("5", "count", "ครั้ง", 5),
        ("ไม่มีเรื่องร้องเรียน", "ceiling", "เรื่อง", 0),
        ("ไม่พบการร้องเรียน", "ceiling", "ราย", 0),
        ("๑ เรื่องร้องเรียน", "ceiling", "เรื่อง", 1),
        ("มีแผนปฏิบัติการ", "document", "ร้อยละ", 100),
        ("อยู่ระหว่างจัดทำแผน", "document", "ร้อยละ", None),
        ("๗ วัน", "duration", "วัน", 7),
        ("บรรลุเป้าหมาย", "count", "ครั้ง", None),
        ("ระดับ ๓", "level", "ระดับ", 3),
        ("ขั้น ๓", "level", "ระดับ", None),
    ],
)
def test_other_outcomes(outcome: str, kind: str, unit: str, value: str | int | None) -> None:
    (answer,) = read_outcome(outcome, "", [measure(kind, unit)])
    assert answer.value == (None if value is None else Decimal(value))


def test_measures_of_one_unit_take_its_numbers_in_order_and_none_where_they_are_too_few() -> None:
    asked = [measure("document", "ร้อยละ"), measure("score", "ร้อยละ")]
    assert [one.value for one in read_outcome("ร้อยละ ๑๐๐ และร้อยละ ๘๘", "", asked)] == [100, 88]
    assert [one.value for one in read_outcome("ร้อยละ ๑๐๐", "", asked)] == [None, None]


def test_words_without_a_number_are_no_reason() -> None:
    assert read_outcome("บรรลุเป้าหมาย", "ดำเนินการแล้ว", [measure("count", "ครั้ง")]) == [Answer()]


def test_a_reason_taken_from_the_narrative_is_marked() -> None:
    (blank,) = read_outcome("-", "อยู่ระหว่างจัดหาวิทยากร", [measure("count", "ครั้ง")])
    (said,) = read_outcome("อยู่ระหว่างดำเนินการ", "", [measure("count", "ครั้ง")])
    assert (blank.no_value_code, blank.is_inferred) == ("in_progress", True)
    assert (said.no_value_code, said.is_inferred) == ("in_progress", False)


def test_a_deadline_is_answered_by_the_only_day_of_the_outcome() -> None:
    asked = [measure("deadline", "วันที่")]
    assert read_outcome("ส่งรายงานวันที่ ๑๕ มีนาคม ๒๕๖๕ จำนวน ๓ ฉบับ", "", asked) == [Answer(on=date(2022, 3, 15))]
    assert read_outcome("ร่าง ๑ มีนาคม ๒๕๖๕ ส่ง ๑๕ มีนาคม ๒๕๖๕", "", asked) == [Answer()]
    assert read_outcome("ร้อยละ ๑๐๐", "", asked) == [Answer()]


def test_a_unit_written_with_a_stroke_at_its_end_is_no_unit_of_everything() -> None:
    (answer,) = read_outcome("๕ เรื่อง", "", [measure("count", "ช่องทาง/")], without_cases=False)
    assert answer.value is None
