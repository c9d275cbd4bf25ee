"""The workbook: texts as text, figures as numbers, every text readable whole."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from sample_document import MONEY_TABLE, SHORT_ROW, STATUS_TABLE, document_with_row, sample_document

from sarup.render.document import Document
from sarup.render.xlsx import MOST_LINES, SheetNames, count_lines, cut_text, write_xlsx

HIGHEST_ROW = 409.5


def book_of(document: Document, folder: Path) -> Workbook:
    """Return the written workbook, read again."""
    path = folder / "report.xlsx"
    write_xlsx(document, path)
    return openpyxl.load_workbook(path)


def squeezed(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def test_each_table_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    book = book_of(sample_document(), tmp_path)
    assert book.sheetnames[:2] == ["สรุปสำหรับผู้บริหาร", "รายละเอียดผลการดำเนินการ"]
    assert len(book.sheetnames) == 3
    assert MONEY_TABLE.heading.startswith(book.sheetnames[2])


def test_the_detail_sheet_has_one_row_an_item(tmp_path: Path) -> None:
    document = document_with_row(SHORT_ROW)
    sheet = book_of(document, tmp_path).worksheets[1]
    row = [cell.value for cell in sheet[3]]
    assert row[:3] == [document.strategies[0].heading, "-", "1.1.1"]
    assert row[3:] == [
        SHORT_ROW.guideline,
        SHORT_ROW.activity,
        SHORT_ROW.indicator,
        SHORT_ROW.outcome,
        SHORT_ROW.narrative,
    ]
    assert sheet.max_row == 3


def test_figures_are_numbers_with_the_documents_digits(tmp_path: Path) -> None:
    sheet = book_of(sample_document(), tmp_path).worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == STATUS_TABLE.rows[0][0])
    assert [cell.value for cell in row[1:]] == [3, 1, 33.33]
    assert [cell.number_format for cell in row[1:]] == [
        "[$-D00041E]#,##0",
        "[$-D00041E]#,##0",
        "[$-D00041E]#,##0.00",
    ]
    arabic = book_of(sample_document(digits="arabic"), tmp_path).worksheets[0]
    assert arabic[row[3].coordinate].number_format == "#,##0.00"


def test_percentages_are_rounded_half_up_as_in_print(tmp_path: Path) -> None:
    # 1.005 lies below the half as a binary fraction.
    table = replace(STATUS_TABLE, rows=(("ก", 1, 1, Decimal("1.005")),), total=None)
    sheet = book_of(sample_document(status_table=table), tmp_path).worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "ก")
    assert row[3].value == 1.01


def test_heads_name_the_unit_once(tmp_path: Path) -> None:
    table = replace(MONEY_TABLE, heads=("ข้อ", "กิจกรรม", "งบประมาณ", "สถานะ"))
    assert book_of(sample_document(annexes=(table,)), tmp_path).worksheets[2]["C2"].value == "งบประมาณ (บาท)"
    assert book_of(sample_document(), tmp_path).worksheets[2]["C2"].value == "งบประมาณ (บาท)"


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2+3", "{=1}", "https://a.example/๑", "007", "TRUE"])
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str, tmp_path: Path) -> None:
    book = book_of(document_with_row(replace(SHORT_ROW, narrative=text)), tmp_path)
    cell = book.worksheets[1]["H3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with ZipFile(tmp_path / "report.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_blank_prints_a_dash(tmp_path: Path) -> None:
    sheet = book_of(document_with_row(replace(SHORT_ROW, outcome=" ")), tmp_path).worksheets[1]
    assert sheet["G3"].value == "-"


@pytest.mark.parametrize("narrative", ["ปลูกต้นไม้เพิ่ม " * 400, "ก" * 40_000, "แถว\n" * 200, "a" * 5_000])
def test_a_text_too_high_for_a_row_goes_on_in_the_next(narrative: str, tmp_path: Path) -> None:
    row = replace(SHORT_ROW, narrative=narrative)
    sheet = book_of(document_with_row(row), tmp_path).worksheets[1]
    rows = list(sheet.iter_rows(min_row=3))
    assert len(rows) > 1
    assert squeezed("".join(str(row[7].value) for row in rows)) == squeezed(narrative)
    assert {row[2].value for row in rows} == {"1.1.1"}
    assert [row[3].value for row in rows[1:]] == ["(ต่อ)"] * (len(rows) - 1)
    assert all(0 < sheet.row_dimensions[row[0].row].height <= HIGHEST_ROW for row in rows)


def test_heads_stay_in_sight_on_screen_and_paper(tmp_path: Path) -> None:
    for sheet in book_of(sample_document(), tmp_path).worksheets[1:]:
        assert sheet.freeze_panes in ("D3", "B3")
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        # One page wide is the format's default and is not written; 0 means as many pages high as it takes.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)


def test_totals_stand_outside_the_filter(tmp_path: Path) -> None:
    sheet = book_of(sample_document(), tmp_path).worksheets[2]
    total_row = 2 + len(MONEY_TABLE.rows) + 1
    assert sheet.cell(total_row, 2).value == "รวม"
    assert sheet.auto_filter.ref == f"A2:D{total_row - 1}"


def test_the_workbook_is_dated_by_the_document(tmp_path: Path) -> None:
    properties = book_of(sample_document(), tmp_path).properties
    assert (properties.created, properties.modified) == (datetime(2021, 4, 20), datetime(2021, 4, 20))
    assert properties.creator == "สำนักงานสวนตัวอย่าง"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        write_xlsx(sample_document(), tmp_path / name)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_control_characters_leave_a_workbook_that_opens(tmp_path: Path) -> None:
    document = sample_document(title_lines=("ก\x00ข", "ค"), short_header="&A\x07\n", author="\x1f", annexes=())
    assert book_of(document, tmp_path).properties.title == "ก ข ค"


@given(st.text(alphabet="กำ่ \nab", max_size=3000), st.floats(min_value=9, max_value=100))
def test_no_piece_of_a_cut_text_is_higher_than_a_row(text: str, width: float) -> None:
    pieces = cut_text(text, width)
    assert squeezed("".join(pieces)) == squeezed(text)
    assert all(count_lines(piece, width) <= MOST_LINES for piece in pieces)


@given(st.lists(st.text(alphabet="ผนวกa[]:*?/\\'\n ", max_size=60), max_size=12))
def test_sheet_names_are_accepted_and_differ(headings: list[str]) -> None:
    names = SheetNames()
    given_names = [names.give(heading) for heading in headings]
    assert len({name.casefold() for name in given_names}) == len(headings)
    for name in given_names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert not name.startswith("'") and not name.endswith("'")


def test_a_long_sheet_name_is_cut_between_words() -> None:
    assert SheetNames().give("ภาคผนวก ค ปัญหา อุปสรรค และข้อเสนอแนะ") == "ภาคผนวก ค ปัญหา อุปสรรค และ"


def test_the_name_that_excel_keeps_for_itself_is_not_given() -> None:
    assert SheetNames().give("History") == "History 2"
