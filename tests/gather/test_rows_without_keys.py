"""Rows without hidden keys: which plan, item and measure they are of, and when nobody can say.

A row is the measure whose indicator or unit it shows, else the next that has no row.
"""

from datetime import date

import pytest

from sarup.assets import asset_path
from sarup.gather.headings import find_tables
from sarup.gather.items import match_item, name_rows
from sarup.gather.plans import KnownPlans, Plan, PlanItem, PlanMeasure
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.workbook import Workbook
from sarup.office.rounds import Round
from sarup.phrases import load_phrases
from sarup.submission import Row


def measure(number: str, text: str, unit: str) -> PlanMeasure:
    """Return a count of the item 4.1.2."""
    return PlanMeasure("4.1.2", number, text, unit, "count", "at_least", "2")


MEASURES = (measure("1", "จำนวนหลักสูตร", "หลักสูตร"), measure("2", "จำนวนผู้เข้าอบรม", "คน"), measure("3", "", "ร้อยละ"))
ITEM = PlanItem("4.1.2", "พัฒนาหลักสูตรดิจิทัล", "อบรม", "จำนวนหลักสูตรและผู้เข้าอบรม", "๒ หลักสูตร", MEASURES, frozenset({"hrd"}))
PLAN = Plan("plan", "office", "2565", 1, "2565-6m", (ITEM,))


def numbers(*rows: dict[str, str]) -> list[tuple[str, str]]:
    """Return remark and measure of each named row; cells are given as typed."""
    typed: list[Row] = [
        {"row_no": place, **{f"{name}{end}": text for name, text in row.items() for end in ("", "_text")}}
        for place, row in enumerate(rows, 7)
    ]
    named, doubts = name_rows("file", typed, PLAN)
    assert doubts == []
    return [(str(row.get("value")), str(row["measure_no"])) for row in named]


def test_rows_take_the_measures_whose_indicator_they_show_in_any_order() -> None:
    second = {"item_code": "4.1.2", "indicator": " จำนวน ผู้เข้าอบรม", "value": "40"}
    first = {"item_code": "4.1.2", "indicator": "จำนวนหลักสูตร", "value": "1"}
    assert numbers(second, first) == [("40", "2"), ("1", "1")]


def test_rows_take_the_measures_whose_unit_they_show() -> None:
    rows = [{"item_code": "4.1.2", "unit": unit, "value": unit} for unit in ("ร้อยละ", "คน", "หลักสูตร")]
    assert numbers(*rows) == [("ร้อยละ", "3"), ("คน", "2"), ("หลักสูตร", "1")]


def test_a_row_that_says_nothing_takes_the_next_measure_without_a_row() -> None:
    keyed = {"item_key": "4.1.2", "measure_no": "1", "value": "1"}
    assert numbers(keyed, {"item_code": "4.1.2", "value": "40"}) == [("1", "1"), ("40", "2")]
    assert numbers({"item_code": "4.1.2", "value": "40", "unit": "คน"}, {"item_code": "4.1.2", "value": "1"}) == [
        ("40", "2"),
        ("1", "1"),
    ]


def test_one_row_that_names_no_measure_stands_for_all_and_answers_the_first() -> None:
    whole = {"item_code": "4.1.2", "indicator": "จำนวนหลักสูตรและผู้เข้าอบรม", "value": "1"}
    assert numbers(whole) == [("1", "1"), ("None", "2"), ("None", "3")]
    assert numbers({**whole, "indicator": "จำนวนผู้เข้าอบรม"}) == [("1", "2")]


def items(*guidelines: str) -> Plan:
    """Return a plan of items that differ by their guidelines alone."""
    numbered = enumerate(guidelines, 1)
    return Plan("plan", "office", "2565", 1, "2565-6m", tuple(
        PlanItem(f"1.1.{n}", text, "", "", "", (), frozenset({"hrd"})) for n, text in numbered
    ))  # fmt: skip


LONG = "จัดกิจกรรมส่งเสริมค่านิยมสุจริตของบุคลากรในสังกัดประจำปีครั้งที่"


def test_a_row_between_two_items_that_differ_by_a_digit_is_asked_and_not_guessed() -> None:
    row: Row = {"guideline_text": f"{LONG} ๑", "guideline": f"{LONG} ๑", "row_no": 7}
    assert match_item(row, items(f"{LONG} ๑", f"{LONG} ๒")).item is None
    found = match_item(row, items(f"{LONG} ๑", "เผยแพร่องค์ความรู้"))
    assert found.item is not None and found.item.item_code == "1.1.1"
    named, doubts = name_rows("file", [row], items(f"{LONG} ๑", f"{LONG} ๒"))
    assert [doubt.rule for doubt in doubts] == ["S25"]
    assert named[0]["item_key"] is None


def copied(item: PlanItem, **other: str) -> Row:
    """Return a row copied from the form: the texts of an item and its first measure, some of them changed."""
    texts = {"guideline": item.guideline, "activity": "", "indicator": item.measures[0].text, "target": item.target}
    return {"row_no": 7, **{f"{name}_text": text for name, text in {**texts, **other}.items()}}


def of_measures(code: str, guideline: str, indicator: str, target: str) -> PlanItem:
    """Return an item whose indicator is longer than that of its measures."""
    own = PlanMeasure(code, "1", indicator, "ครั้ง", "count", "at_least", "2")
    whole = f"{indicator} และมีการติดตามประเมินผลอย่างต่อเนื่องตลอดปีงบประมาณ"
    return PlanItem(code, guideline, "กิจกรรมอื่น", whole, target, (own,), frozenset({"hrd"}))


COURSE = of_measures("1.1.1", LONG, "จำนวนครั้งที่อบรม", "๒ ครั้ง")
MEETING = of_measures("1.1.2", LONG, "จำนวนครั้งที่ประชุม", "๓ ครั้ง")
TRIP = of_measures("1.1.3", "ศึกษาดูงาน", "จำนวนครั้งที่อบรม", "๔ ครั้ง")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (copied(COURSE), "1.1.1"),
        (copied(MEETING, guideline=f"๒. {LONG}", target="3 ครั้ง"), "1.1.2"),
        (copied(COURSE, activity="ดำเนินการแล้วตามที่ได้รับมอบหมายทุกประการ"), "1.1.1"),
        (copied(TRIP, guideline="ตามหนังสือสั่งการของสำนักงาน"), "1.1.3"),
        (copied(TRIP, guideline="", indicator="จำนวนครั้งที่อบรม\nเป้าหมาย : ๔ ครั้ง", target=""), "1.1.3"),
        (copied(TRIP, guideline="", target=""), None),
        (copied(COURSE, indicator="จำนวนครั้งที่ดูงาน", target=""), None),
        (copied(TRIP, guideline=LONG), None),
    ],
)
def test_a_row_copied_word_for_word_is_its_item_and_words_of_two_items_are_asked(row: Row, code: str | None) -> None:
    found = match_item(row, Plan("plan", "office", "2565", 1, "2565-6m", (COURSE, MEETING, TRIP))).item
    assert (found.item_code if found else None) == code


def period(name: str, month: int) -> Round:
    """Return a round of 2565 that ends in a month."""
    start, end = date(2021, 10, 1), date(2022, month, 28)
    return Round(f"2565-{name}", 2565, name, name, start, end, start, end, end, end, "open")


def test_a_revision_that_holds_later_is_not_the_plan_of_an_earlier_round() -> None:
    half, year = period("6m", 3), period("12m", 9)
    first = Plan("plan", "office", "2565", 1, "2565-6m", (ITEM,))
    second = Plan("plan", "office", "2565", 2, "2565-12m", (ITEM,))
    office = KnownPlans((half, year), {"hrd": "office"}, (second, first))
    assert office.plan_of(half, "hrd") is first
    assert office.plan_of(year, "hrd") is second


EVENT_HEADS = ["รหัสกิจกรรม", "ชื่อกิจกรรม", "วันที่เริ่ม", "วันที่สิ้นสุด", "สถานที่"]


@pytest.mark.parametrize(("count", "is_table"), [(4, False), (5, True)])
def test_a_table_of_events_has_more_than_half_of_its_nine_headings(count: int, is_table: bool) -> None:
    cells = [Cell(1, column, "text", text, False, True) for column, text in enumerate(EVENT_HEADS[:count], 1)]
    book = Workbook(False, (Sheet("Sheet1", "visible", cells, [], [], []),), False)
    tables = find_tables(book, "6m", load_phrases(asset_path("templates/phrases.yaml")))
    assert [form.spec.table for form in tables] == ["event"] * is_table
