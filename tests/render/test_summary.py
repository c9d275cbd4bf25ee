"""The summary's sentences, word for word, where zero, one and many are said differently."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.summary import compose_summary, join_names

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
TITLE = {
    "round": "6m",
    "agency_short": "สตส.",
    "fiscal_year_be": 2564,
    "covers_from": date(2020, 10, 1),
    "covers_to": date(2021, 3, 31),
}
COUNTS = {
    "item_count": 3,
    "strategy_count": 2,
    "met_count": 1,
    "met_pct": Decimal("33.33"),
    "not_yet_met_count": 1,
    "no_value_count": 1,
    "on_track_count": 0,
    "gained_count": None,
    "division_count": 4,
    "accepted_count": 2,
    "accepted_pct": Decimal("50.00"),
    "on_time_count": 1,
    "late_count": 1,
    "missing_count": 2,
    "event_count": 0,
    "attendee_count": 0,
    "budget_baht": Decimal(0),
    "spent_baht": Decimal(0),
    "spent_pct": None,
    "obstacle_item_count": 0,
    "warning_count": 0,
}


class Views:
    """Report views of invented rows."""

    def __init__(self, items: Sequence[dict[str, Any]], targets: Sequence[dict[str, Any]], **counts: Any) -> None:
        self.views: dict[str, list[dict[str, Any]]] = {
            "item": list(items),
            "target": list(targets),
            "status_by_strategy": [{"strategy_no": 1, "met_count": 1, "item_count": 2}],
            "completeness": [
                {"division_name": name, "is_accepted": name in ("กองกลาง", "กองคลัง")}
                for name in ("กองกลาง", "กองคลัง", "กองแผน", "กองช่าง")
            ],
        }
        self.counts = {**COUNTS, **counts}

    def rows(self, view: str, order: str) -> list[dict[str, Any]]:
        return self.views[view]

    def row(self, view: str) -> dict[str, Any]:
        return self.counts


def item(code: str, status: str, cause: str | None = None) -> dict[str, Any]:
    strategy, tactic, guideline = (int(part) for part in code.split("."))
    numbers = {"strategy_no": strategy, "tactic_no": tactic, "guideline_no": guideline}
    own = {"item_code": code, "status": status, "is_applicable": status != "cancelled", "cause": cause}
    return {**numbers, **own, "deciding_measure_no": 1}


def target(code: str, value: int | None, goal: int, unit: str, comparator: str = "at_least") -> dict[str, Any]:
    return {
        "item_code": code,
        "measure_no": 1,
        "outcome_value": None if value is None else Decimal(value),
        "target_value": Decimal(goal),
        "unit": unit,
        "comparator": comparator,
        "indicator": "จำนวนต้นไม้ที่ปลูก",
        "assessor": "สำนักงานตัวอย่าง" if value is None else None,
        "expected_month": "2021-08" if value is None else None,
    }


def said(views: Views, **title: Any) -> tuple[str, ...]:
    return compose_summary(views, {**TITLE, **title}, PHRASES).paragraphs  # type: ignore[arg-type]


def test_what_is_behind_is_told_with_how_much_is_lacking_and_why() -> None:
    views = Views([item("1.1.2", "behind", "ฝนแล้ง")], [target("1.1.2", 1200, 3000, "ต้น")])
    assert (
        "รายการที่ผลต่ำกว่าเกณฑ์ของรอบ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๒ จำนวนต้นไม้ที่ปลูก ทำได้ ๑,๒๐๐ ต้น "
        "จากเป้าหมาย ๓,๐๐๐ ต้น ยังขาดอีก ๑,๘๐๐ ต้น เนื่องจากฝนแล้ง"
    ) in said(views)


def test_a_percentage_is_told_by_both_figures() -> None:
    views = Views([item("1.1.2", "not_met")], [target("1.1.2", 60, 85, "ร้อยละ")], gained_count=0)
    assert (
        "รายการที่ไม่บรรลุเป้าหมาย มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๒ จำนวนต้นไม้ที่ปลูก ทำได้ร้อยละ ๖๐ จากเป้าหมายร้อยละ ๘๕"
    ) in said(views, round="12m")


def test_what_awaits_whom_is_told_with_its_month() -> None:
    views = Views([item("2.0.1", "awaiting_external_result")], [target("2.0.1", None, 85, "ร้อยละ")])
    assert (
        "รายการที่รอผลการประเมินจากหน่วยงานภายนอก มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๒ ข้อ ๑ (รอผลจากสำนักงานตัวอย่าง "
        "คาดว่าจะทราบผลในเดือนสิงหาคม ๒๕๖๔)"
    ) in said(views)


def test_cancelled_items_are_named_though_they_count_in_no_total() -> None:
    views = Views([item("1.1.1", "cancelled"), item("2.0.3", "cancelled")], [])
    assert "รายการที่ยกเลิก มี ๒ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑ และยุทธศาสตร์ที่ ๒ ข้อ ๓" in said(views)


def test_only_items_that_were_met_and_no_longer_are_stand_among_the_lost() -> None:
    codes = ("1.1.1", "1.1.2", "1.1.3")
    views = Views([], [target(code, 1, 2, "ต้น") for code in codes], gained_count=-1)
    views.views["item"] = [item(code, "met") for code in codes]
    buckets = {"1.1.1": ("met", "not_yet_met"), "1.1.2": ("met", "met"), "1.1.3": ("not_yet_met", "not_yet_met")}
    views.views["item_change"] = [
        {**item(code, "met"), "half_bucket": half, "year_bucket": year} for code, (half, year) in buckets.items()
    ]
    (told,) = [one for one in said(views, round="12m") if "ลดลงจากรอบ ๖ เดือน" in one]
    assert told.endswith("ลดลงจากรอบ ๖ เดือน ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑")


def test_who_has_not_reported_is_named() -> None:
    (told,) = [one for one in said(Views([], [])) if "หน่วยงานที่ต้องรายงาน" in one]
    assert told == (
        "จากหน่วยงานที่ต้องรายงาน ๔ หน่วยงาน ได้รับรายงานแล้ว ๒ หน่วยงาน คิดเป็นร้อยละ ๕๐ ส่งภายในกำหนด ๑ หน่วยงาน "
        "และส่งล่าช้า ๑ หน่วยงาน หน่วยงานที่ยังไม่ส่งรายงาน มี ๒ หน่วยงาน ได้แก่ กองแผน และกองช่าง"
    )


def test_zero_has_sentences_of_its_own() -> None:
    told = " ".join(said(Views([], [], met_count=0, met_pct=Decimal(0))))
    for sentence in (
        "ยังไม่มีรายการที่บรรลุเป้าหมาย",
        "ไม่มีรายการที่ผลต่ำกว่าเกณฑ์ของรอบ",
        "ทุกรายการไม่ใช้งบประมาณ",
        "ไม่มีรายการที่รายงานปัญหา อุปสรรค",
    ):
        assert sentence in told


@pytest.mark.parametrize(
    ("gained", "sentence"),
    [(2, "มีรายการที่บรรลุเป้าหมายเพิ่มขึ้น ๒ รายการ"), (0, "จำนวนรายการที่บรรลุเป้าหมายไม่เปลี่ยนแปลงจากรอบ ๖ เดือน")],
)
def test_what_changed_since_the_last_round_is_told(gained: int, sentence: str) -> None:
    assert sentence in said(Views([], [], gained_count=gained), round="12m")[0]


def test_names_are_joined_as_thai_does() -> None:
    assert join_names(["กองกลาง"], PHRASES) == "กองกลาง"
    assert join_names(["๑", "๕"], PHRASES) == "๑ และ ๕"
    assert join_names(["กองกลาง", "กองคลัง", "กองแผน"], PHRASES) == "กองกลาง กองคลัง และกองแผน"
    assert join_names(["ก ข", "ค", "ง"], PHRASES) == "(๑) ก ข (๒) ค และ (๓) ง"
