"""What annexes print where a figure is not of this round, a target changed or a report was corrected."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.content.annexes import read_annexes
from sarup.render.content.document import Table
from sarup.render.content.rows import ReportTitle
from tests.support.render.report_rows import Views, row_of

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
TITLE = row_of(ReportTitle, {"round": "12m"})
SENT: dict[str, Any] = {
    "division_code": "d",
    "division_name": "กองแผน",
    "item_count": 2,
    "is_received": True,
    "is_accepted": True,
    "is_on_time": True,
    "first_accepted_on": date(2021, 10, 6),
    "received_on": date(2021, 10, 6),
    "days_late": 0,
    "verdict": "accepted",
}
CHANGE: dict[str, Any] = {
    "item_code": "1.1.1",
    "indicator": "จำนวนครั้ง",
    "target_text": "๒ ครั้ง",
    "first_half_value": Decimal(1),
    "year_value": Decimal(2),
    "change_value": None,
    "change_days": None,
    "first_half_on": None,
    "year_on": None,
    "year_status": "met",
    "unit": "ครั้ง",
    "is_computed": False,
    "comparator": "at_least",
    "target_value": Decimal(2),
    "previous_target_on": None,
    "is_target_changed": True,
    "previous_comparator": "at_least",
    "previous_target_value": Decimal(4),
    "previous_unit": "ครั้ง",
    "first_half_achievement_pct": Decimal(25),
    "year_achievement_pct": Decimal(100),
    "achievement_change_pct": None,
    "charted_first_half_pct": Decimal(25),
    "charted_year_pct": Decimal(100),
}
ITEM = {"item_code": "1.1.1", "strategy_no": 1, "tactic_no": 1, "guideline_no": 1}
PAID: dict[str, Any] = {
    **ITEM,
    "budget_baht": Decimal(1000),
    "spent_baht": None,
    "spent_pct": None,
    "earlier_on": None,
}
SUMS = {"budget_baht": Decimal(1000), "spent_baht": None, "spent_pct": None}


def annex(name: str, **views: list[dict[str, Any]]) -> Table:
    """Return the annex of this name."""
    tables = read_annexes(Views(item=[ITEM], summary=[SUMS], **views), TITLE, PHRASES)  # type: ignore[arg-type]
    (table,) = [table for table in tables if table.name == name]
    return table


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({}, ("๖ ต.ค. ๖๔", "รับรายงานแล้ว", "ส่งภายในกำหนด")),
        (
            {"received_on": date(2021, 11, 2)},
            ("๖ ต.ค. ๖๔ (ฉบับแก้ไข ๒ พ.ย. ๖๔)", "รับรายงานแล้ว", "ส่งภายในกำหนด"),
        ),
        ({"is_on_time": False, "days_late": 1}, ("๖ ต.ค. ๖๔", "รับรายงานแล้ว", "ส่งล่าช้า ๑ วัน")),
        (
            {
                "first_accepted_on": None,
                "is_accepted": False,
                "is_on_time": False,
                "days_late": None,
                "verdict": "returned",
            },
            ("๖ ต.ค. ๖๔", "ส่งกลับเพื่อแก้ไข", "ส่งแล้ว รอแก้ไข"),
        ),
        (
            dict.fromkeys(("first_accepted_on", "received_on", "days_late", "verdict"))
            | dict.fromkeys(("is_received", "is_accepted", "is_on_time"), False),
            (None, None, "ยังไม่ส่ง"),
        ),
    ],
)
def test_both_days_of_a_report_stand_in_its_row(changes: dict[str, Any], printed: tuple[str | None, ...]) -> None:
    table = annex("completeness", completeness=[{**SENT, **changes}])
    assert table.rows == (("กองแผน", 2, *printed),)


@pytest.mark.parametrize(
    ("unit", "before"), [("ครั้ง", "ไม่น้อยกว่า ๔ ครั้ง"), ("ร้อยละ", "ไม่น้อยกว่า ร้อยละ ๔"), (None, "ไม่น้อยกว่า ๔")]
)
def test_a_changed_target_is_printed_beside_the_new_one(unit: str | None, before: str) -> None:
    (row,) = annex("rounds", change=[{**CHANGE, "previous_unit": unit}]).rows
    assert row[1] == f"๒ ครั้ง\n(เปลี่ยนจาก{before} จึงไม่เทียบกับรอบก่อน)"
    assert row[4] is None


def test_a_changed_day_is_printed_as_a_day() -> None:
    days = {"previous_comparator": "at_most", "previous_target_value": None, "previous_target_on": date(2021, 6, 30)}
    (row,) = annex("rounds", change=[{**CHANGE, "target_text": "ภายในเดือนกรกฎาคม", **days}]).rows
    assert row[1] == "ภายในเดือนกรกฎาคม\n(เปลี่ยนจากไม่เกิน วันที่ ๓๐ มิถุนายน ๒๕๖๔ จึงไม่เทียบกับรอบก่อน)"


def test_a_target_that_stayed_is_printed_alone() -> None:
    (row,) = annex("rounds", change=[{**CHANGE, "is_target_changed": False, "change_value": Decimal(1)}]).rows
    assert (row[1], row[4]) == ("๒ ครั้ง", 1)


def test_money_of_an_earlier_round_bears_its_day_and_the_unknown_stays_empty() -> None:
    table = annex("budget", budget=[PAID, {**PAID, "earlier_on": date(2021, 3, 31)}])
    assert table.rows == (
        ("ยุทธศาสตร์ที่ ๑ ข้อ ๑", 1000, None, None),
        ("ยุทธศาสตร์ที่ ๑ ข้อ ๑ (ข้อมูล ณ วันที่ ๓๑ มี.ค. ๖๔)", 1000, None, None),
    )
    assert table.total == ("รวม", 1000, None, None)
