"""Values of two divisions, printed alike in every place of a document: the outcome, annex, summary, chart, workbook.

What each place must say is worked out by hand from the answers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.outputs import render_outputs
from sarup.rollup.build import roll_up
from sarup.thai.digits import to_arabic
from sarup.warehouse_file import create_warehouse
from tests.support.document_texts import read_text
from tests.support.rollup.invented_round import HALF, ROUNDS, YEAR, insert, submission

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
PLAN = "invented-2564"


@dataclass(frozen=True)
class Item:
    """An item of one measure, what its two divisions answer in the annual form, and what every place then says."""

    measure: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], Mapping[str, Any]]
    outcome: str
    annex: str
    shape: str
    half: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
    summary: str = ""


def typed(first: str, second: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what two divisions say of the whole year."""
    return {"value_year": first}, {"value_year": second}


def parts(first: int, second: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return what two divisions say of 10,000 each."""
    return {"numerator": first, "denominator": 10_000}, {"numerator": second, "denominator": 10_000}


PERCENT = {"unit": "ร้อยละ", "comparator": "at_least"}
MEAN = {"kind": "score", "across_divisions": "mean"}
ITEMS = {
    "1.1.1": Item(  # three decimals were typed and stay
        {**PERCENT, "kind": "document", "target_value": 85},
        typed("80", "84.995"),
        *("ร้อยละ ๘๔.๙๙๕", "๘๔.๙๙๕", "#,##0.000"),
        summary="ทำได้ร้อยละ ๘๔.๙๙๕ จากเป้าหมายร้อยละ ๘๕",
    ),
    "1.1.2": Item(  # a mean of 84.997 is not 85.00
        {**PERCENT, **MEAN, "target_value": 85},
        typed("84.996", "84.998"),
        *("ร้อยละ ๘๔.๙๙", "๘๔.๙๙", "#,##0.00"),
        summary="ทำได้ร้อยละ ๘๔.๙๙ จากเป้าหมายร้อยละ ๘๕",
    ),
    "1.1.3": Item(  # a mean of 85.0033, once printed as "85."
        {**PERCENT, **MEAN, "target_value": 80},
        typed("85.0030", "85.0036"),
        *("ร้อยละ ๘๕.๐๐", "๘๕.๐๐", "#,##0.00"),
    ),
    "1.1.4": Item(  # over a ceiling of 10 by a thousandth
        {**MEAN, "unit": "วัน", "comparator": "at_most", "target_value": 10},
        typed("10.0005", "10.0015"),
        *("๑๐.๐๐๑ วัน", "๑๐.๐๐๑", "#,##0.000"),
        summary="มี ๑๐.๐๐๑ วัน จากเกณฑ์ไม่เกิน ๑๐ วัน",
    ),
    "1.1.5": Item(  # once printed as 0.1
        {"kind": "count", "unit": "ล้านบาท", "comparator": "at_least", "target_value": 1},
        typed("0.5", "0.499"),
        *("๐.๙๙๙ ล้านบาท", "๐.๙๙๙", "#,##0.000"),
        summary="ทำได้ ๐.๙๙๙ ล้านบาท จากเป้าหมาย ๑ ล้านบาท ยังขาดอีก ๐.๐๐๑ ล้านบาท",
    ),
    "1.1.6": Item(  # the unit of a level stands before it
        {"kind": "level", "unit": "ระดับ", "comparator": "at_least", "target_value": 4},
        typed("5", "3"),
        *("ระดับ ๓", "๓", "#,##0"),
        summary="ทำได้ ระดับ ๓ จากเป้าหมาย ระดับ ๔ ยังขาดอีก ๑ ระดับ",
    ),
    "1.1.7": Item(  # 39,999 of 40,000
        {**PERCENT, "kind": "ratio", "target_value": 100},
        parts(9_999, 10_000),
        *("ร้อยละ ๙๙.๙๙", "๙๙.๙๙", "#,##0.00"),
        half=parts(10_000, 10_000),
        summary="ทำได้ร้อยละ ๙๙.๙๙ จากเป้าหมายร้อยละ ๑๐๐",
    ),
    "1.1.8": Item(  # one decimal of a percentage is two in print
        {**PERCENT, "kind": "document", "target_value": 80},
        typed("10", "84.2"),
        *("ร้อยละ ๘๔.๒๐", "๘๔.๒๐", "#,##0.00"),
    ),
    "1.1.9": Item(  # a whole one has none where it is typed
        {**PERCENT, "kind": "document", "target_value": 80},
        typed("10", "90"),
        *("ร้อยละ ๙๐", "๙๐", "#,##0"),
    ),
    "1.1.10": Item(
        {"kind": "count", "unit": "คน", "comparator": "at_least", "target_value": 1000},
        typed("1234", "1000"),
        *("๒,๒๓๔ คน", "๒,๒๓๔", "#,##0"),
    ),
}


def rows(round_code: str, sender: str, n: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of one division's file: the second row of sheets is the first item."""
    name = f"{sender}-{round_code}"
    yield "submission", submission(name, sender, "results", PLAN, round_code)
    for row_no, (code, item) in enumerate(ITEMS.items(), 2):
        answers = item.half if round_code == HALF else item.answers
        place = {"submission_id": name, "sheet": "results", "row_no": row_no, "item_key": code, "measure_no": 1}
        if answers is not None:
            texts = {"outcome_text": f"ของ {sender}", "narrative": "ดำเนินการแล้ว", "activity": "อบรม"}
            yield "result_measure", {**place, **answers[n]}
            yield "result_item", {**place, **texts, "obstacle": "ไม่มี", "budget_use": "none"}


def office() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) of everything."""
    place = {"submission_id": "plan", "sheet": "plan"}
    yield "run", {"rule_set_version": "none", "code_version": "none", "as_of_at": "2021-11-01T09:00:00+07:00"}
    names = ("round_code", "round", "covers_from", "covers_to", "asks_from", "asks_to", "due_on")
    for row in ROUNDS:
        yield "round", {"fiscal_year_be": 2564, "label": row[1], **dict(zip(names, row, strict=True))}
    yield "agency", {"agency_code": "invented", "agency_name": "กรมสมมติ", "agency_short": "กสม.", "head_title": "-"}
    yield "submission", submission("plan", "a", "plan", PLAN, None)
    plan = {"plan_code": PLAN, "agency_code": "invented", "fiscal_year_be": 2564, "plan_name": "แผน", "revision_no": 1}
    yield "plan", {**place, "row_no": 3, **plan}
    yield "plan_structure", {**place, "row_no": 3, "level": "strategy", "strategy_no": 1, "text": "ยุทธศาสตร์"}
    for row_no, (code, item) in enumerate(ITEMS.items(), 3):
        texts = {"guideline": f"แนวทาง {code}", "indicator": "ตัวชี้วัด", "target_text": "เป้าหมาย", "state": "active"}
        yield "plan_item", {**place, "row_no": row_no, "item_code": code, **texts}
        yield "plan_measure", {**place, "row_no": row_no, "item_code": code, "measure_no": 1, **item.measure}
        for sender, role in (("a", "lead"), ("b", "support")):
            yield "plan_role", {**place, "row_no": row_no, "item_code": code, "division_code": sender, "role": role}
    for n, sender in enumerate("ab"):
        yield "division", {"division_code": sender, "agency_code": "invented", "division_name": f"กอง {sender}"}
        for round_code in (HALF, YEAR):
            yield from rows(round_code, sender, n)


@dataclass(frozen=True)
class Printed:
    """The annual documents by ending, and what the warehouse keeps of them."""

    texts: Mapping[str, str]
    workbook: Path
    outcomes: Mapping[str, str]
    crosswalk: Mapping[tuple[str, str], set[str]]

    def rows(self, ending: str, code: str, columns: int) -> list[list[str]]:
        """Return the rows of tables that begin with an item's code."""
        found = [line.split(" | ") for line in self.texts[ending].splitlines()]
        return [row for row in found if to_arabic(row[0]) == code and len(row) == columns]


@pytest.fixture(scope="module", params=["thai", "arabic"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Printed]:
    with create_warehouse(":memory:", asset_path("sql")) as connection:
        for table, cells in office():
            insert(connection, table, cells)
        roll_up(connection, asset_path("sql"))
        options = {"report.yaml": f"office: กลุ่มแผนงาน\ndigits: {request.param}\n".encode()}
        paths = render_outputs(connection, YEAR, tmp_path_factory.mktemp("out"), options, PHRASES)
        asked = "select item_code, outcome_text from rollup.item_round where round_code = ?"
        outcomes = dict(connection.execute(asked, [YEAR]).fetchall())
        asked = "select item_code, column_name, list(printed) from report.crosswalk where round_code = ? group by all"
        crosswalk = {(code, name): set(said) for code, name, said in connection.execute(asked, [YEAR]).fetchall()}
    by_ending = {path.suffix[1:]: path for path in paths}
    texts = {ending: read_text(path) for ending, path in by_ending.items()}
    return request.param, Printed(texts, by_ending["xlsx"], outcomes, crosswalk)


def in_digits(text: str, digits: str) -> str:
    return text if digits == "thai" else to_arabic(text)


@pytest.mark.parametrize("code", ITEMS)
def test_one_value_is_printed_alike_in_every_document(printed: tuple[str, Printed], code: str) -> None:
    digits, document = printed
    item = ITEMS[code]
    outcome, annex, said = (in_digits(text, digits) for text in (item.outcome, item.annex, item.summary))
    assert document.outcomes[code] == item.outcome
    for ending in ("docx", "html"):
        text = document.texts[ending]
        guideline = next(line for line in text.splitlines() if line.startswith(f"แนวทาง {code} | "))
        assert guideline.split(" | ")[3].split() == outcome.split()
        (target,) = document.rows(ending, code, 8)
        assert target[4] == annex
        (both,) = document.rows(ending, code, 6)
        assert both[3] == annex
    whole = re.sub(r"\s", "", document.texts["pdf"])
    assert re.sub(r"\s", "", outcome) in whole
    for ending in ("docx", "html", "xlsx"):
        assert said in document.texts[ending]
    assert re.sub(r"\s", "", said) in whole
    assert document.crosswalk[code, "outcome_value"] == document.crosswalk[code, "year_value"] == {to_arabic(annex)}


@pytest.mark.parametrize("code", ITEMS)
def test_a_cell_of_the_workbook_holds_the_number_and_shows_the_same(printed: tuple[str, Printed], code: str) -> None:
    digits, document = printed
    item = ITEMS[code]
    shape = ("[$-D00041E]" if digits == "thai" else "") + item.shape
    number = float(to_arabic(item.annex).replace(",", ""))
    book = openpyxl.load_workbook(document.workbook)
    found = [
        row
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        if to_arabic(str(row[0].value)) == code and len([cell for cell in row if cell.value is not None]) >= 6
    ]
    cells = [(cell.value, cell.number_format) for row in found for cell in row]
    # In the annexes of targets and of both rounds; 39,999 of 40,000 is also its achievement.
    assert cells.count((number, shape)) == (3 if code == "1.1.7" else 2), cells


def test_an_achievement_has_two_decimals_wherever_it_stands(printed: tuple[str, Printed]) -> None:
    digits, document = printed
    pct = in_digits("๑๐๕.๒๕", digits)  # 84.2 of 80
    for ending in ("docx", "html"):
        (target,) = document.rows(ending, "1.1.8", 8)
        assert target[5] == pct
    assert document.crosswalk["1.1.8", "achievement_pct"] == {"105.25"}
    (whole,) = document.rows("html", "1.1.9", 8)
    assert whole[5] == in_digits("๑๑๒.๕๐", digits)


def test_what_a_division_typed_is_printed_as_the_documents_print_it(printed: tuple[str, Printed]) -> None:
    _, document = printed
    assert document.crosswalk["1.1.1", "value_year"] == {"84.995", "80"}
    assert document.crosswalk["1.1.8", "value_year"] == {"84.20", "10"}
    assert document.crosswalk["1.1.7", "numerator"] == {"9,999", "10,000"}
    assert document.crosswalk["1.1.10", "target_value"] == {"1,000"}


def test_every_view_of_the_file_opens_where_there_is_no_python(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with create_warehouse(path, asset_path("sql")) as connection:
        for table, cells in office():
            insert(connection, table, cells)
        roll_up(connection, asset_path("sql"))
    views = "select schema_name || '.' || view_name from duckdb_views() where not internal"
    with duckdb.connect(str(path), read_only=True) as plain:
        names = [name for (name,) in plain.execute(views).fetchall()]
        assert {"report.crosswalk", "report.figure", "rollup.edition_value"} <= set(names)
        for name in names:
            plain.execute(f"select * from {name}").fetchall()
