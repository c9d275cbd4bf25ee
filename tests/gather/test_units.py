"""Numbers beside their unit: which of them are read, whose unit it is, and what is told."""

from datetime import UTC, date, datetime

import pytest

from sarup.gather.collect import _named
from sarup.gather.plans import KnownPlans, Plan, PlanItem, PlanMeasure
from sarup.gather.units import read_units
from sarup.office.rounds import Round
from sarup.submission import Arrival, Row, Submission

HALF = Round("2565-6m", 2565, "6m", "รอบ ๖ เดือน", date(2021, 10, 1), date(2022, 3, 31), date(2021, 10, 1),
             date(2022, 3, 31), date(2022, 4, 15), date(2022, 4, 18), "open")  # fmt: skip


def read(
    typed: str, unit: str = "ช่องทาง", kind: str = "stock", field: str = "value", **cells: str
) -> tuple[object, list[str]]:
    """Return the value and the told rules of one cell of a measure with this unit in the plan."""
    measures = (PlanMeasure("2.0.3", "1", "", unit, kind, "at_least", "5"),)
    item = PlanItem("2.0.3", "", "", "", "", measures, frozenset({"adm"}))
    plan = Plan("plan", "office", "2565", 1, "2565-6m", (item,))
    row: Row = {
        "row_no": 7,
        "item_key": "2.0.3",
        "measure_no": "1",
        "kind": kind,
        field: None,
        f"{field}_text": typed,
        **cells,
    }
    arrival = Arrival("0" * 64, "adm", "f.xlsx", datetime(2022, 4, 1, tzinfo=UTC), "inbox")
    keys = {"round_code": "2565-6m", "division_code": "adm"}
    submission = Submission(arrival, "results", keys, {"results": [row]}, (), ())
    after = read_units(submission, KnownPlans([HALF], {"adm": "office"}, [plan]))
    return after.tables["results"][0][field], [problem.rule for problem in after.problems]


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("๕ ช่องทาง", "ช่องทาง", "5"),
        ("ระดับ 2", "ระดับ", "2"),
        ("9 วันทำการ", "วันทำการ", "9"),
        ("ร้อยละ 50", "ร้อยละ", "50"),
        ("๕๐.๕ %", "ร้อยละ", "50.5"),
        ("90 เปอร์เซ็นต์", "ร้อยละ", "90"),
        ("50%", "%", "50"),
        ("3 หลักเกณฑ์/แนวทาง", "หลักเกณฑ์ / แนวทาง", "3"),
    ],
)
def test_a_number_beside_its_measures_unit_is_read_and_told(typed: str, unit: str, value: str) -> None:
    assert read(typed, unit) == (value, ["R80"])


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("9 วัน", "วันทำการ"),
        ("9 วันทำการ", "วัน"),
        ("5 แนวทาง", "หลักเกณฑ์/แนวทาง"),
        ("50%", "คะแนน"),
        ("5 ช่องทาง", "ร้อยละ"),
        ("5 ช่องทาง 1 ระบบ", "ช่องทาง"),
        ("51,000 บาท", "1,000 บาท"),
        ("ห้าช่องทาง", "ช่องทาง"),
        ("-", "ช่องทาง"),
        ("5 ช่องทาง", ""),
    ],
)
def test_another_unit_is_not_read(typed: str, unit: str) -> None:
    assert read(typed, unit) == (None, [])


def test_a_grey_cell_with_another_unit_changes_nothing() -> None:
    assert read("5 ระบบ", "ช่องทาง", unit_text="ระบบ") == (None, [])
    assert read("5 ช่องทาง", "ช่องทาง", unit_text="ระบบ") == ("5", ["R80"])


def test_parts_of_a_percentage_are_counted_and_never_percentages() -> None:
    assert read("45%", "ร้อยละ", "ratio", "numerator") == (None, [])
    assert read("ร้อยละ 45", "ร้อยละ", "ratio", "denominator") == (None, [])


def test_a_measure_that_is_asked_for_a_day_has_no_numbers() -> None:
    assert read("30 วันที่", "วันที่", "deadline") == (None, [])


def test_what_is_too_great_beside_its_unit_is_told_so() -> None:
    assert read("100,000,000,000 ช่องทาง") == (None, ["R63"])


@pytest.mark.parametrize(("outcome", "values"), [("๓ คน", [None, None]), ("๓ คน และ ๔ คน", ["3", "4"])])
def test_a_lone_number_in_words_is_not_given_to_two_measures_of_one_unit(
    outcome: str, values: list[str | None]
) -> None:
    measures = tuple(PlanMeasure("4.1.2", number, "", "คน", "count", "at_least", "2") for number in "12")
    plan = Plan(
        "plan", "office", "2565", 1, "2565-6m", (PlanItem("4.1.2", "", "", "", "", measures, frozenset({"adm"})),)
    )
    row: Row = {
        "row_no": 7,
        "item_code": "4.1.2",
        "item_code_text": "4.1.2",
        "outcome_text": outcome,
        "outcome_text_text": outcome,
    }
    arrival = Arrival("0" * 64, "adm", "f.docx", datetime(2022, 4, 1, tzinfo=UTC), "inbox")
    keys = {"round_code": "2565-6m", "division_code": "adm"}
    submission = Submission(arrival, "results", keys, {"results": [row]}, (), (), has_keys=False)
    named = _named(submission, KnownPlans([HALF], {"adm": "office"}, [plan]))
    assert [row.get("value") for row in named.tables["results"]] == values
