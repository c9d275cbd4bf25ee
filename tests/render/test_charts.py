"""The charts as data: no bar without a value, marks where the round's criterion stands, numbers only where they fit."""

from decimal import Decimal
from typing import Any

import pytest

from sarup.assets import asset_path
from sarup.codes import RoundName
from sarup.phrases import load_phrases
from sarup.render.content.charts import achievement_chart, completeness_chart, rounds_chart, status_chart
from sarup.render.content.document import Bar, Chart
from sarup.render.content.rows import ReportChange, ReportCompleteness, ReportStrategy, ReportSummary, ReportTarget
from sarup.render.typst.chart_drawing import chart_data
from sarup.render.typst.chart_picture import chart_png
from tests.support.render.report_rows import row_of

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))


def measure(pct: str | None, status: str = "met", mark: str | None = None) -> ReportTarget:
    reached = None if pct is None else Decimal(pct)
    row = {
        "item_code": "1.2.3",
        "indicator": "จำนวนต้นไม้",
        "status": status,
        "achievement_pct": reached,
        "charted_pct": None if reached is None else min(reached, Decimal(150)),
        "interim_pct": None if mark is None else Decimal(mark),
    }
    return row_of(ReportTarget, row)


def chart(**changes: Any) -> Chart:
    plain: dict[str, Any] = {
        "name": "status",
        "heading": "จำนวน",
        "alt": "แผนภูมิ",
        "series": ("ก", "ข", "ค"),
        "colours": ("#1b4f8a", "#e08a00", "#cfd6de"),
        "bars": (Bar("แถว", (3, 0, 1)),),
        "axis": "จำนวน",
        "most": Decimal(4),
        "kind": "number",
    }
    return Chart(**plain | changes)


def test_a_measure_without_a_value_has_no_bar_but_says_why() -> None:
    made = achievement_chart([measure(None, "in_progress"), measure("50")], RoundName.HALF, PHRASES)
    assert made is not None
    assert [(bar.values, bar.printed) for bar in made.bars] == [
        ((None,), "อยู่ระหว่างดำเนินการ"),
        ((Decimal(50),), "๕๐.๐๐"),
    ]
    assert made.alt == "แผนภูมิแท่งแสดงร้อยละความสำเร็จเทียบเป้าหมายของ ๑ ตัวชี้วัด สูงสุด ๕๐ ต่ำสุด ๕๐"
    assert chart_data(made, "thai", 700)["bars"][0]["rows"] == [[]]


def test_a_bar_ends_at_150_and_says_its_true_value() -> None:
    made = achievement_chart([measure("400")], RoundName.HALF, PHRASES)
    assert made is not None
    assert (made.bars[0].values, made.bars[0].printed) == ((Decimal(150),), "๔๐๐.๐๐")
    assert made.notes == ("แสดงไม่เกินร้อยละ ๑๕๐ ค่าจริงกำกับไว้ที่ปลายแท่ง",)


def test_measures_that_apply_to_no_total_are_left_out() -> None:
    left_out = [measure(None, status) for status in ("cancelled", "not_applicable", "no_cases")]
    assert achievement_chart(left_out, RoundName.HALF, PHRASES) is None


def test_the_interim_target_is_marked_where_there_is_one() -> None:
    with_mark = achievement_chart([measure("10", mark="50")], RoundName.HALF, PHRASES)
    without = achievement_chart([measure("10")], RoundName.HALF, PHRASES)
    assert with_mark is not None and without is not None
    assert (with_mark.bars[0].mark, with_mark.mark_name) == (Decimal(50), "เส้นประแสดงเกณฑ์ของรอบ ๖ เดือน")
    assert (without.bars[0].mark, without.mark_name) == (None, "")


def test_both_rounds_stand_below_each_other_also_where_one_is_missing() -> None:
    row = {
        "item_code": "1.2.3",
        "indicator": "จำนวนต้นไม้",
        "first_half_achievement_pct": None,
        "year_achievement_pct": Decimal("99.5"),
        "charted_first_half_pct": None,
        "charted_year_pct": Decimal("99.5"),
        "achievement_change_pct": None,
    }
    made = rounds_chart([row_of(ReportChange, row)], ("ผลรอบ ๖ เดือน", "ผลทั้งปี"), PHRASES)
    assert made is not None and made.bars[0].printed == "- → ๙๙.๕๐"
    first, second = chart_data(made, "thai", 700)["bars"][0]["rows"]
    assert first == [] and second[0]["value"] == 99.5


def test_divisions_are_drawn_by_how_their_report_came() -> None:
    rows = [
        row_of(
            ReportCompleteness,
            {
                "division_name": name,
                "item_count": 2,
                "is_accepted": accepted,
                "is_received": accepted,
                "is_on_time": on_time,
            },
        )
        for name, accepted, on_time in (("ก", True, True), ("ข", True, False), ("ค", False, False))
    ]
    made = completeness_chart(rows, PHRASES)
    assert made is not None
    assert [bar.values for bar in made.bars] == [(2, 0, 0), (0, 2, 0), (0, 0, 2)]
    assert made.series == ("ส่งภายในกำหนด", "ส่งล่าช้า", "ยังไม่ส่ง")
    assert made.alt == "แผนภูมิแสดงการส่งรายงาน ๒ จาก ๓ หน่วยงาน"


def test_a_division_whose_file_was_returned_is_not_said_to_have_sent_nothing() -> None:
    row = {"division_name": "ก", "item_count": 2, "is_accepted": False, "is_received": True, "is_on_time": False}
    made = completeness_chart([row_of(ReportCompleteness, row)], PHRASES)
    assert made is not None and made.series[2] == "ยังไม่ส่งหรือรอแก้ไข"


def test_strategies_are_drawn_by_bucket() -> None:
    row = {"strategy_no": 3, "item_count": 6, "met_count": 3, "not_yet_met_count": 2, "no_value_count": 1}
    total = row_of(ReportSummary, {**row, "strategy_count": 1})
    made = status_chart([row_of(ReportStrategy, row)], total, RoundName.HALF, PHRASES)
    assert made is not None and made.most == 6
    assert (made.bars[0].label, made.bars[0].values) == ("ยุทธศาสตร์ที่ ๓", (3, 2, 1))


@pytest.mark.parametrize("colours", [("#1b4f8a", "#e08a00", "#cfd6de")])
def test_series_differ_in_grey_and_their_numbers_can_be_read(colours: tuple[str, ...]) -> None:
    """By the relative luminance of WCAG 2: neighbours at least 1.5 to 1, numbers on a bar at least 4.5 to 1."""
    lights = [luminance(colour) for colour in colours]
    assert all(contrast(one, other) >= 1.5 for one in lights for other in lights if one != other)
    told = chart_data(chart(bars=(Bar("แถว", (9, 9, 9)),), most=Decimal(27), colours=colours), "thai", 700)
    pieces = told["bars"][0]["rows"][0]
    inks = [1.0 if piece["is-dark"] else 0.0 for piece in pieces]
    assert [piece["said"] for piece in pieces] == ["๙", "๙", "๙"]
    assert all(contrast(light, ink) >= 4.5 for light, ink in zip(lights, inks, strict=True))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def test_a_number_that_does_not_fit_into_its_bar_is_left_to_the_table() -> None:
    told = chart_data(chart(bars=(Bar("แถว", (1, 0, 999)),), most=Decimal(1000)), "thai", 400)
    assert [piece["said"] for piece in told["bars"][0]["rows"][0]] == ["", "๙๙๙"]


def test_widths_fill_the_page_and_a_long_name_takes_lines() -> None:
    told = chart_data(chart(bars=(Bar("กองที่มีชื่อยาวมาก" * 12, (1, 1, 1)),)), "thai", 700)
    assert sum(told["columns"]) + 3 * told["gap"] == pytest.approx(700)
    assert told["bars"][0]["height"] > 3 * 11
    assert min(told["columns"][2:3]) > 250


def test_a_picture_is_the_same_bytes_again() -> None:
    first, second = (chart_png(chart(), "thai", 500) for _ in range(2))
    assert first == second and first.startswith(b"\x89PNG")
