"""The summary's sentences, word for word, where zero, one and many are said differently."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.content.rows import ReportTitle
from sarup.render.content.summary import compose_summary, join_names
from tests.support.render.report_rows import Views, row_of

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
    "reported_item_count": 3,
    "compared_count": 3,
    "gained_count": None,
    "lost_count": None,
    "division_count": 4,
    "accepted_count": 2,
    "accepted_pct": Decimal("50.00"),
    "on_time_count": 1,
    "late_count": 1,
    "missing_count": 2,
    "event_count": 0,
    "told_event_count": 0,
    "attendee_count": None,
    "money_item_count": 0,
    "budget_baht": None,
    "spent_baht": None,
    "spent_pct": None,
    "money_earlier_on": None,
    "obstacle_item_count": 0,
    "warning_count": 0,
}


class Round(Views):
    """The views of a round of which some items and targets matter."""

    def __init__(self, items: Sequence[dict[str, Any]], targets: Sequence[dict[str, Any]], **counts: Any) -> None:
        came = (("กองกลาง", True), ("กองคลัง", True), ("กองแผน", False), ("กองช่าง", False))
        super().__init__(
            item=items,
            target=targets,
            status_by_strategy=[{"strategy_no": 1, "met_count": 1, "item_count": 2}],
            completeness=[{"division_name": name, "is_accepted": is_in, "is_received": is_in} for name, is_in in came],
            summary=[{**COUNTS, **counts}],
        )


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
        "is_computed": False,
        "comparator": comparator,
        "outcome_on": None,
        "target_on": None,
        "indicator": "จำนวนต้นไม้ที่ปลูก",
        "assessor": "สำนักงานตัวอย่าง" if value is None else None,
        "expected_month": "2021-08" if value is None else None,
    }


def said(views: Round, **title: Any) -> tuple[str, ...]:
    months = "ต.ค.๖๓ – มี.ค.๖๔"
    return compose_summary(views, row_of(ReportTitle, {**TITLE, **title}), months, PHRASES).paragraphs  # type: ignore[arg-type]


def test_what_is_behind_is_told_with_how_much_is_lacking_and_why() -> None:
    views = Round([item("1.1.2", "behind", "ฝนแล้ง")], [target("1.1.2", 1200, 3000, "ต้น")])
    assert (
        "รายการที่ผลต่ำกว่าเกณฑ์ของรอบ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๒ จำนวนต้นไม้ที่ปลูก ทำได้ ๑,๒๐๐ ต้น "
        "จากเป้าหมาย ๓,๐๐๐ ต้น ยังขาดอีก ๑,๘๐๐ ต้น เนื่องจากฝนแล้ง"
    ) in said(views)


def test_a_percentage_is_told_by_both_figures() -> None:
    views = Round([item("1.1.2", "not_met")], [target("1.1.2", 60, 85, "ร้อยละ")], gained_count=0)
    assert (
        "รายการที่ไม่บรรลุเป้าหมาย มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๒ จำนวนต้นไม้ที่ปลูก ทำได้ร้อยละ ๖๐ จากเป้าหมายร้อยละ ๘๕"
    ) in said(views, round="12m")


def test_what_awaits_whom_is_told_with_its_month() -> None:
    views = Round([item("2.0.1", "awaiting_external_result")], [target("2.0.1", None, 85, "ร้อยละ")])
    assert (
        "รายการที่รอผลการประเมินจากหน่วยงานภายนอก มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๒ ข้อ ๑ (รอผลจากสำนักงานตัวอย่าง "
        "คาดว่าจะทราบผลในเดือนสิงหาคม ๒๕๖๔)"
    ) in said(views)


def test_cancelled_items_are_named_though_they_count_in_no_total() -> None:
    views = Round([item("1.1.1", "cancelled"), item("2.0.3", "cancelled")], [])
    assert "รายการที่ยกเลิก มี ๒ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑ และยุทธศาสตร์ที่ ๒ ข้อ ๓" in said(views)


def test_only_items_that_were_met_and_no_longer_are_stand_among_the_lost() -> None:
    codes = ("1.1.1", "1.1.2", "1.1.3")
    views = Round([], [target(code, 1, 2, "ต้น") for code in codes], gained_count=-1)
    views.views["item"] = [item(code, "met") for code in codes]
    buckets = {"1.1.1": ("met", "not_yet_met"), "1.1.2": ("met", "met"), "1.1.3": ("not_yet_met", "not_yet_met")}
    views.views["item_change"] = [
        {**item(code, "met"), "half_bucket": half, "year_bucket": year, "is_comparable": True}
        for code, (half, year) in buckets.items()
    ]
    (told,) = [one for one in said(views, round="12m") if "ลดลงจากรอบ ๖ เดือน" in one]
    assert told.endswith("ลดลงจากรอบ ๖ เดือน ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑")


def test_who_has_not_reported_is_named() -> None:
    (told,) = [one for one in said(Round([], [])) if "หน่วยงานที่ต้องรายงาน" in one]
    assert told == (
        "จากหน่วยงานที่ต้องรายงาน ๔ หน่วยงาน ได้รับรายงานแล้ว ๒ หน่วยงาน คิดเป็นร้อยละ ๕๐ ส่งภายในกำหนด ๑ หน่วยงาน "
        "และส่งล่าช้า ๑ หน่วยงาน หน่วยงานที่ยังไม่ส่งรายงาน มี ๒ หน่วยงาน ได้แก่ กองแผน และกองช่าง"
    )


NONE_SAID = ("ไม่มีรายการที่ผลต่ำกว่าเกณฑ์ของรอบ", "ทุกรายการไม่ใช้งบประมาณ", "ไม่มีรายการที่รายงานปัญหา อุปสรรค")
OF_REPORTED = (
    "จาก ๒ รายการที่รายงานแล้ว ไม่มีรายการที่ผลต่ำกว่าเกณฑ์ของรอบ",
    "จาก ๒ รายการที่รายงานแล้ว ไม่มีรายการที่ใช้งบประมาณ",
    "จาก ๒ รายการที่รายงานแล้ว ไม่มีรายการที่รายงานปัญหา อุปสรรค",
)


def test_zero_has_sentences_of_its_own() -> None:
    told = said(Round([], []))
    assert NONE_SAID[0] in told
    assert told[-1] == " ".join(NONE_SAID[1:])


def test_what_all_have_not_is_said_only_of_those_that_have_reported() -> None:
    told = said(Round([], [], reported_item_count=2))
    assert OF_REPORTED[0] in told
    assert told[-1] == " ".join(OF_REPORTED[1:])


def test_of_items_that_nobody_has_reported_nothing_is_said() -> None:
    told = " ".join(said(Round([], [], reported_item_count=0)))
    for sentence in (*NONE_SAID, "รายการที่รายงานแล้ว"):
        assert sentence not in told


def test_before_anybody_has_reported_that_is_what_is_said() -> None:
    """Once of the items and once of the divisions, with no zero and without the names of all."""
    nothing = {"met_count": 0, "not_yet_met_count": 0, "no_value_count": 3, "reported_item_count": 0}
    silent = {"accepted_count": 0, "accepted_pct": Decimal(0), "on_time_count": 0, "late_count": 0, "missing_count": 4}
    views = Round([], [], **nothing, **silent)
    views.views["status_by_strategy"] = [{"strategy_no": 1, "met_count": 0, "item_count": 3}]
    assert said(views) == (
        "ในรอบ ๖ เดือน (ต.ค.๖๓ – มี.ค.๖๔) สตส. มีรายการที่ต้องรายงานผล ๓ รายการ ใน ๒ ยุทธศาสตร์ ยังไม่ได้รับรายงานผลของรายการใด",
        "จากหน่วยงานที่ต้องรายงาน ๔ หน่วยงาน ยังไม่มีหน่วยงานใดส่งรายงาน",
    )


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((1, 1, 1), "บรรลุเป้าหมายแล้ว ๑ รายการ คิดเป็นร้อยละ ๓๓.๓๓ ยังไม่บรรลุเป้าหมาย ๑ รายการ และยังไม่มีผลที่วัดได้ ๑ รายการ"),
        ((1, 2, 0), "บรรลุเป้าหมายแล้ว ๑ รายการ คิดเป็นร้อยละ ๓๓.๓๓ และยังไม่บรรลุเป้าหมาย ๒ รายการ"),
        ((1, 0, 2), "บรรลุเป้าหมายแล้ว ๑ รายการ คิดเป็นร้อยละ ๓๓.๓๓ และยังไม่มีผลที่วัดได้ ๒ รายการ"),
        ((0, 3, 0), "ยังไม่มีรายการที่บรรลุเป้าหมาย และยังไม่บรรลุเป้าหมาย ๓ รายการ"),
        ((0, 1, 2), "ยังไม่มีรายการที่บรรลุเป้าหมาย ยังไม่บรรลุเป้าหมาย ๑ รายการ และยังไม่มีผลที่วัดได้ ๒ รายการ"),
    ],
)
def test_an_empty_bucket_is_said_once_or_not_at_all(counts: tuple[int, int, int], told: str) -> None:
    met, short, none = counts
    first = said(Round([], [], met_count=met, not_yet_met_count=short, no_value_count=none))[0]
    assert first.partition("ใน ๒ ยุทธศาสตร์ ")[2] == told


def test_a_plan_in_which_nothing_applies_has_nothing_to_report() -> None:
    nothing = dict.fromkeys(
        ("item_count", "met_count", "not_yet_met_count", "no_value_count", "reported_item_count"), 0
    )
    views = Round([], [], strategy_count=0, met_pct=None, **nothing)
    assert said(views)[0] == "ในรอบ ๖ เดือน (ต.ค.๖๓ – มี.ค.๖๔) สตส. ไม่มีรายการที่ต้องรายงานผล"


@pytest.mark.parametrize(
    ("on_time", "late", "told"),
    [
        (2, 0, "ส่งภายในกำหนด ๒ หน่วยงาน ไม่มีหน่วยงานที่ส่งล่าช้า"),
        (0, 2, "ส่งล่าช้า ๒ หน่วยงาน ไม่มีหน่วยงานที่ส่งภายในกำหนด"),
    ],
)
def test_nobody_late_and_nobody_in_time_are_said_in_words(on_time: int, late: int, told: str) -> None:
    paragraphs = said(Round([], [], on_time_count=on_time, late_count=late))
    assert f"ได้รับรายงานแล้ว ๒ หน่วยงาน คิดเป็นร้อยละ ๕๐ {told} หน่วยงานที่ยังไม่ส่งรายงาน" in " ".join(paragraphs)


def test_whose_file_was_returned_is_not_said_to_have_sent_nothing() -> None:
    views = Round([], [], missing_count=1)
    views.views["completeness"][2]["is_received"] = True
    told = " ".join(said(views))
    assert "หน่วยงานที่ส่งรายงานแล้วและรอแก้ไข มี ๑ หน่วยงาน ได้แก่ กองแผน" in told
    assert "หน่วยงานที่ยังไม่ส่งรายงาน มี ๑ หน่วยงาน ได้แก่ กองช่าง" in told


def test_files_of_which_none_was_accepted_are_no_silence() -> None:
    views = Round([], [], accepted_count=0, accepted_pct=Decimal(0), missing_count=3, on_time_count=0, late_count=0)
    views.views["completeness"] = [{"division_name": "กองแผน", "is_accepted": False, "is_received": True}]
    assert (
        "จากหน่วยงานที่ต้องรายงาน ๔ หน่วยงาน ยังไม่มีรายงานที่รับไว้ หน่วยงานที่ส่งรายงานแล้วและรอแก้ไข มี ๑ หน่วยงาน ได้แก่ กองแผน"
    ) in said(views)


def silent_item(number: int, *divisions: str) -> list[dict[str, Any]]:
    return [{**item(f"1.1.{number}", "not_reported"), "division_name": name} for name in divisions]


def test_items_without_a_report_are_named_with_their_divisions() -> None:
    views = Round([item("1.1.1", "not_reported"), item("1.1.2", "met"), item("1.1.3", "not_reported")], [])
    views.views["unreported"] = [*silent_item(1, "กองแผน"), *silent_item(3, "กองแผน", "กองช่าง")]
    assert " ".join(said(views)).count("รายการที่ยังไม่ได้รับรายงานจากหน่วยงานรับผิดชอบ มี ๒ รายการ ได้แก่ ") == 1
    assert ("มี ๒ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑ ในส่วนของกองแผน และยุทธศาสตร์ที่ ๑ ข้อ ๓ ในส่วนของกองแผน และกองช่าง") in " ".join(
        said(views)
    )


@pytest.mark.parametrize(("count", "ending"), [(10, "ข้อ ๑๐ ในส่วนของกองแผน"), (12, "และอีก ๒ รายการ (ภาคผนวก ก)")])
def test_of_many_items_without_a_report_ten_are_named(count: int, ending: str) -> None:
    views = Round([item(f"1.1.{number}", "not_reported") for number in range(1, count + 1)], [])
    views.views["unreported"] = [row for number in range(1, count + 1) for row in silent_item(number, "กองแผน")]
    (told,) = [one for one in said(views) if "หน่วยงานที่ต้องรายงาน" in one]
    assert (
        told.endswith(ending) and told.count("ในส่วนของ") == 10 and f"มี {'๑๐' if count == 10 else '๑๒'} รายการ" in told
    )


def test_a_list_of_a_part_of_the_missed_items_says_that_it_is_a_part() -> None:
    views = Round(
        [item("1.1.1", "breached"), item("1.1.2", "not_met"), item("1.1.3", "not_met")],
        [
            target("1.1.1", 2, 0, "ราย", "at_most"),
            target("1.1.2", 1, 3, "ต้น"),
            target("1.1.3", 60, 85, "ร้อยละ"),
        ],
    )
    assert (
        "รายการที่ไม่บรรลุเป้าหมาย มี ๓ รายการ ในจำนวนนี้ผลเกินเกณฑ์ที่กำหนด ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑ "
        "จำนวนต้นไม้ที่ปลูก มี ๒ ราย จากเกณฑ์ไม่เกิน ๐ ราย อีก ๒ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๒ จำนวนต้นไม้ที่ปลูก "
        "ทำได้ ๑ ต้น จากเป้าหมาย ๓ ต้น ยังขาดอีก ๒ ต้น และยุทธศาสตร์ที่ ๑ ข้อ ๓ จำนวนต้นไม้ที่ปลูก ทำได้ร้อยละ ๖๐ จากเป้าหมายร้อยละ ๘๕"
    ) in said(views, round="12m")


def test_beyond_what_was_to_be_reached_exactly_nothing_is_lacking() -> None:
    views = Round([item("1.1.2", "behind")], [target("1.1.2", 5, 3, "ต้น", "exactly")])
    assert "ทำได้ ๕ ต้น เกินเป้าหมาย ๓ ต้น" in " ".join(said(views))


def test_a_percentage_over_its_ceiling_is_no_target_missed() -> None:
    views = Round([item("1.1.2", "breached")], [target("1.1.2", 12, 10, "ร้อยละ", "at_most")])
    assert "มีร้อยละ ๑๒ จากเกณฑ์ไม่เกินร้อยละ ๑๐" in " ".join(said(views))


@pytest.mark.parametrize(
    ("status", "round_name", "sentence"),
    [
        ("not_started", "6m", "รายการที่ยังไม่ดำเนินการ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑"),
        ("not_started", "12m", "รายการที่ไม่ได้ดำเนินการ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑"),
        ("not_due", "6m", "รายการที่ยังไม่ถึงกำหนดดำเนินการ มี ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑"),
    ],
)
def test_what_has_not_begun_is_named(status: str, round_name: str, sentence: str) -> None:
    assert sentence in said(Round([item("1.1.1", status)], []), round=round_name)


@pytest.mark.parametrize(
    ("events", "told", "people", "sentence"),
    [
        (2, 2, 30, "จัดกิจกรรม ๒ กิจกรรม มีผู้เข้าร่วมรวม ๓๐ คน (นับตามครั้งที่เข้าร่วม)"),
        (2, 1, 30, "จัดกิจกรรม ๒ กิจกรรม มีผู้เข้าร่วมรวม ๓๐ คน (นับตามครั้งที่เข้าร่วม จาก ๑ กิจกรรมที่รายงานจำนวนผู้เข้าร่วม)"),
        (2, 0, None, "จัดกิจกรรม ๒ กิจกรรม ยังไม่มีรายงานจำนวนผู้เข้าร่วม"),
        (2, 2, 0, "จัดกิจกรรม ๒ กิจกรรม ไม่มีผู้เข้าร่วม"),
    ],
)
def test_attendance_is_told_as_far_as_it_is_known(events: int, told: int, people: int | None, sentence: str) -> None:
    last = said(Round([], [], event_count=events, told_event_count=told, attendee_count=people))[-1]
    assert last.startswith(f"{sentence} ทุกรายการ")


@pytest.mark.parametrize(
    ("given", "spent", "pct", "sentence"),
    [
        (200, 50, 25, "งบประมาณที่ได้รับจัดสรรรวม ๒๐๐.๐๐ บาท เบิกจ่ายสะสม ๕๐.๐๐ บาท คิดเป็นร้อยละ ๒๕"),
        (200, 0, 0, "งบประมาณที่ได้รับจัดสรรรวม ๒๐๐.๐๐ บาท ยังไม่มีการเบิกจ่าย"),
        (200, 50, None, "งบประมาณที่ได้รับจัดสรรรวม ๒๐๐.๐๐ บาท เบิกจ่ายสะสมเท่าที่รายงาน ๕๐.๐๐ บาท"),
        (200, None, None, "งบประมาณที่ได้รับจัดสรรรวม ๒๐๐.๐๐ บาท ยังไม่มีรายงานการเบิกจ่าย"),
        (None, 50, None, "เบิกจ่ายสะสม ๕๐.๐๐ บาท"),
        (0, 0, None, "ไม่มีงบประมาณที่ได้รับจัดสรร"),
    ],
)
def test_money_that_nobody_told_is_no_zero(
    given: int | None, spent: int | None, pct: int | None, sentence: str
) -> None:
    names = ("budget_baht", "spent_baht", "spent_pct")
    money = {name: None if v is None else Decimal(v) for name, v in zip(names, (given, spent, pct), strict=True)}
    assert said(Round([], [], money_item_count=1, **money))[-1] == f"{sentence} {NONE_SAID[2]}"


def test_money_of_an_earlier_round_is_told_with_its_day() -> None:
    money = {"budget_baht": Decimal(200), "spent_baht": Decimal(0), "spent_pct": Decimal(0)}
    told = said(Round([], [], money_item_count=1, money_earlier_on=date(2021, 3, 31), **money))[-1]
    assert "ยังไม่มีการเบิกจ่าย (มีรายการที่ใช้ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๔ เพราะยังไม่มีรายงานของรอบนี้)" in told


def changed(code: str, half: str, year: str, is_comparable: bool = True) -> dict[str, Any]:
    return {**item(code, "met"), "half_bucket": half, "year_bucket": year, "is_comparable": is_comparable}


LOST = [
    changed("1.1.1", "met", "not_yet_met"),
    changed("1.1.2", "met", "met"),
    changed("1.1.3", "not_yet_met", "not_yet_met"),
    changed("1.1.4", "met", "no_value", is_comparable=False),
]


@pytest.mark.parametrize(
    ("more", "gained", "told"),
    [
        ([], -1, "จำนวนรายการที่บรรลุเป้าหมายลดลงจากรอบ ๖ เดือน ๑ รายการ ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑"),
        (
            [changed("2.0.1", "met", "no_value"), changed("2.0.2", "not_yet_met", "met")],
            -1,
            "จำนวนรายการที่บรรลุเป้าหมายลดลงจากรอบ ๖ เดือน ๑ รายการ โดยรายการที่เคยบรรลุเป้าหมายแต่ไม่บรรลุเมื่อสิ้นปี มี ๒ รายการ "
            "ได้แก่ ยุทธศาสตร์ที่ ๑ ข้อ ๑ และยุทธศาสตร์ที่ ๒ ข้อ ๑",
        ),
    ],
)
def test_only_items_that_were_met_and_are_not_are_named_as_lost(
    more: list[dict[str, Any]], gained: int, told: str
) -> None:
    items = [item(one["item_code"], "met") for one in [*LOST, *more]]
    views = Round(items, [], gained_count=gained)
    views.views["item_change"] = [*LOST, *more]
    assert said(views, round="12m")[0].endswith(told)


def test_of_how_many_items_a_change_speaks_is_told_where_it_is_not_all() -> None:
    first = said(Round([], [], gained_count=1, compared_count=2), round="12m")[0]
    assert first.endswith("มีรายการที่บรรลุเป้าหมายเพิ่มขึ้น ๑ รายการ (เทียบได้ ๒ จาก ๓ รายการ)")


@pytest.mark.parametrize(
    ("gained", "sentence"),
    [(2, "มีรายการที่บรรลุเป้าหมายเพิ่มขึ้น ๒ รายการ"), (0, "จำนวนรายการที่บรรลุเป้าหมายไม่เปลี่ยนแปลงจากรอบ ๖ เดือน")],
)
def test_what_changed_since_the_last_round_is_told(gained: int, sentence: str) -> None:
    assert sentence in said(Round([], [], gained_count=gained), round="12m")[0]


def test_names_are_joined_as_thai_does() -> None:
    assert join_names(["กองกลาง"], PHRASES) == "กองกลาง"
    assert join_names(["๑", "๕"], PHRASES) == "๑ และ ๕"
    assert join_names(["กองกลาง", "กองคลัง", "กองแผน"], PHRASES) == "กองกลาง กองคลัง และกองแผน"
    assert join_names(["ก ข", "ค", "ง"], PHRASES) == "(๑) ก ข (๒) ค และ (๓) ง"
