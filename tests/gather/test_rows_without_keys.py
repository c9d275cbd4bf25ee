"""Which measure a row without hidden keys is: the one whose indicator or unit it shows, else the next without a row."""

from sarup.gather.items import name_rows
from sarup.gather.plans import Plan, PlanItem, PlanMeasure
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
