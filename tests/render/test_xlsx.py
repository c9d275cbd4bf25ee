"""The workbook: one table a sheet, texts as text, figures as numbers, charts from cells, every text readable whole."""

import re
import struct
import zlib
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.render.content.document import Bar, Chart, Document, ItemRow, Picture, Section
from sarup.render.xlsx.charts import _is_dark
from sarup.render.xlsx.report import write_xlsx
from sarup.render.xlsx.text import MOST_LINES, SheetNames, clean_text, count_lines, cut_text, unique_heads
from tests.support.render.sample_document import MONEY_TABLE, SHORT_ROW, STATUS_TABLE, STRATEGIES, sample_document

HIGHEST_ROW = 409.5
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXTS = load_phrases(asset_path("templates/phrases.yaml")).texts
LABELS = {key: text for key, text in TEXTS.items() if key.startswith(("xlsx.", "head."))}
COVER, CONTENTS, NOTES, SUMMARY, STATUS, DETAIL, MONEY = range(7)

STATUS_CHART = Chart(
    name="status",
    heading="สถานะของรายการ",
    alt="แผนภูมิแท่งแสดงรายการ ๔ รายการ บรรลุเป้าหมายแล้ว ๑ รายการ",
    series=("บรรลุเป้าหมายแล้ว",),
    colours=("#1b4f8a",),
    bars=(Bar("ยุทธศาสตร์ที่ ๑", (1,)), Bar("ยุทธศาสตร์ที่ ๒", (0,))),
    axis="จำนวน (รายการ)",
    most=Decimal(3),
    kind="number",
)
BUDGET_CHART = Chart(
    name="achievement",
    heading="ผลลัพธ์เทียบเป้าหมาย",
    alt="แผนภูมิแท่งแสดงร้อยละความสำเร็จของ ๒ ตัวชี้วัด",
    series=("ผลที่ทำได้",),
    colours=("#1b4f8a",),
    bars=(
        Bar("๑.๑.๑", (Decimal("50.00"),), printed="๕๐.๐๐", mark=Decimal("40.00")),
        Bar("๑.๑.๒", (Decimal("150.00"),), printed="๔๐๐.๐๐"),
        Bar("๑.๑.๓", (None,), printed="รอผลการประเมิน"),
    ),
    axis="ร้อยละ",
    most=Decimal(150),
    kind="percent",
    line=Decimal(100),
    line_name="เป้าหมายประจำปี",
    mark_name="เกณฑ์ของรอบ",
    notes=("แสดงไม่เกินร้อยละ ๑๕๐",),
)


def document(**changes: Any) -> Document:
    """Return the sample report with the workbook's fixed words."""
    return sample_document(**{"labels": LABELS, **changes})


def with_row(row: ItemRow, **changes: Any) -> Document:
    """Return the sample report with this row alone in its official tables."""
    return document(strategies=(replace(STRATEGIES[0], sections=(Section(None, (row,)),)),), **changes)


def with_charts() -> Document:
    """Return the sample report with a chart whose numbers stand in its table, and one whose numbers do not."""
    return document(
        status_table=replace(STATUS_TABLE, chart=STATUS_CHART), annexes=(replace(MONEY_TABLE, chart=BUDGET_CHART),)
    )


def book_of(written: Document, folder: Path) -> Workbook:
    """Return the written workbook, read again."""
    path = folder / "report.xlsx"
    write_xlsx(written, path)
    return openpyxl.load_workbook(path)


def table_of(sheet: Worksheet) -> ExcelTable:
    """Return the one table of a sheet."""
    (table,) = sheet.tables.values()
    return table


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    """Return the cells of a sheet's table, heads first."""
    return [list(row) for row in sheet[table_of(sheet).ref]]


def values_of(sheet: Worksheet) -> list[list[object]]:
    """Return the values of a sheet's table, heads first."""
    return [[cell.value for cell in row] for row in rows_of(sheet)]


def parts_of(folder: Path, pattern: str) -> dict[str, bytes]:
    """Return the parts of the written workbook whose name matches."""
    with ZipFile(folder / "report.xlsx") as parts:
        return {name: parts.read(name) for name in parts.namelist() if re.search(pattern, name)}


def squeezed(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def png(wide: int, high: int) -> bytes:
    """Return a white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_cover_contents_and_notes_come_before_one_sheet_a_table(tmp_path: Path) -> None:
    book = book_of(document(), tmp_path)
    assert book.sheetnames[:4] == ["ปก", "สารบัญ", "คำอธิบาย", "สรุปสำหรับผู้บริหาร"]
    assert len(book.sheetnames) == 7
    assert MONEY_TABLE.heading.startswith(book.sheetnames[MONEY])
    assert [len(sheet.tables) for sheet in book] == [0, 1, 1, 0, 1, 1, 1]


def test_every_sheet_says_in_its_first_cell_what_it_holds(tmp_path: Path) -> None:
    book = book_of(with_charts(), tmp_path)
    assert [sheet["A1"].value for sheet in book] == [
        "รายงานผลการดำเนินการตามแผนดูแลสวนสาธารณะ",
        "สารบัญ",
        "คำอธิบายเครื่องหมายและหมายเหตุของตาราง",
        "สรุปสำหรับผู้บริหาร",
        "สถานะของรายการจำแนกตามยุทธศาสตร์",
        "รายละเอียดผลการดำเนินการ",
        "ภาคผนวก ก งบประมาณและผลการเบิกจ่าย",
        "แผนภูมิ : ผลลัพธ์เทียบเป้าหมาย",
    ]


def test_the_book_opens_on_its_cover_with_the_first_cell_chosen(tmp_path: Path) -> None:
    book = book_of(document(), tmp_path)
    assert book.active.title == "ปก"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["ปก"]
    for sheet in book:
        view = sheet.sheet_view
        active = view.pane.activePane if view.pane else None
        assert [one.activeCell or "A1" for one in view.selection if one.pane == active] in (["A1"], [])
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_the_cover_says_what_when_and_by_whom(tmp_path: Path) -> None:
    said = [row[0] for row in book_of(document(), tmp_path).worksheets[COVER].values]
    sample = document()
    for line in (*sample.title_lines, sample.sample_note, sample.edition, sample.as_of, sample.source):
        assert line in said
    assert "จัดทำโดยสำนักงานสวนตัวอย่าง" in said


def test_the_contents_lead_to_every_sheet(tmp_path: Path) -> None:
    book = book_of(with_charts(), tmp_path)
    rows = rows_of(book.worksheets[CONTENTS])[1:]
    assert [row[0].value for row in rows] == book.sheetnames[2:]
    assert [row[0].hyperlink.location for row in rows] == [f"'{name}'!A1" for name in book.sheetnames[2:]]
    assert [row[1].value for row in rows] == [sheet["A1"].value for sheet in book.worksheets[2:]]


def test_a_heading_with_a_quote_is_linked_to(tmp_path: Path) -> None:
    book = book_of(document(annexes=(replace(MONEY_TABLE, heading="ก'ข"),)), tmp_path)
    assert rows_of(book.worksheets[CONTENTS])[-1][0].hyperlink.location == "'ก’ข'!A1"


def test_no_cell_is_merged_and_no_row_or_column_of_a_table_is_blank(tmp_path: Path) -> None:
    for sheet in book_of(with_charts(), tmp_path):
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row), sheet.title


def test_tables_have_names_heads_and_a_filter(tmp_path: Path) -> None:
    book = book_of(document(), tmp_path)
    tables = [table for sheet in book for table in sheet.tables.values()]
    names = [table.displayName for table in tables]
    assert names == [
        "table_contents",
        "table_notes_of_tables",
        "table_status_by_strategy",
        "table_items",
        "table_budget",
    ]
    for sheet in book:
        for table in sheet.tables.values():
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert [column.name for column in table.tableColumns] == heads
            assert table.autoFilter.ref.split(":")[0] == table.ref.split(":")[0]
    shown = etree.fromstring(parts_of(tmp_path, "tables/table5")["xl/tables/table5.xml"])
    assert shown.xpath("//@altText") == [MONEY_TABLE.heading]


def test_the_total_is_the_tables_own_and_stands_outside_the_filter(tmp_path: Path) -> None:
    sheet = book_of(document(), tmp_path).worksheets[MONEY]
    table = table_of(sheet)
    assert table.totalsRowCount == 1
    assert values_of(sheet)[-1] == ["-", "รวม", 574073887.5, "-"]
    assert table.ref == "A5:D36" and table.autoFilter.ref == "A5:D35"


def test_the_detail_sheet_has_one_row_an_item(tmp_path: Path) -> None:
    sheet = book_of(with_row(SHORT_ROW), tmp_path).worksheets[DETAIL]
    heads, row = values_of(sheet)
    assert heads[:3] == ["ยุทธศาสตร์", "กลยุทธ์", "รหัสรายการ"]
    assert row == [STRATEGIES[0].heading, "-", "1.1.1", *SHORT_ROW.cells]


def test_items_can_be_filtered_by_status_and_division_and_show_the_offices_columns(tmp_path: Path) -> None:
    row = replace(SHORT_ROW, status="บรรลุ", divisions=("กลุ่มกฎหมาย", "กลุ่มพัสดุ"), extras=("ร้อยละ ๑๐",))
    heads = (*sample_document().item_heads, "เบิกจ่าย")
    written = with_row(row, item_heads=heads, item_widths=(*sample_document().item_widths, 10))
    names, cells = values_of(book_of(written, tmp_path).worksheets[DETAIL])
    found = dict(zip(names, cells, strict=True))
    assert (found["สถานะ"], found["หน่วยงานรับผิดชอบ"], found["เบิกจ่าย"]) == ("บรรลุ", "กลุ่มกฎหมาย\nกลุ่มพัสดุ", "ร้อยละ ๑๐")


def test_figures_are_numbers_with_the_documents_digits(tmp_path: Path) -> None:
    row = rows_of(book_of(document(), tmp_path).worksheets[STATUS])[1]
    assert [cell.value for cell in row[1:]] == [3, 1, 33.33]
    assert [cell.number_format for cell in row[1:]] == [
        "[$-D00041E]#,##0",
        "[$-D00041E]#,##0",
        "[$-D00041E]#,##0.00",
    ]
    arabic = book_of(document(digits="arabic"), tmp_path).worksheets[STATUS]
    assert arabic[row[3].coordinate].number_format == "#,##0.00"


def test_a_third_reader_finds_the_same_numbers(tmp_path: Path) -> None:
    book_of(document(), tmp_path)
    rows = CalamineWorkbook.from_path(tmp_path / "report.xlsx").get_sheet_by_index(MONEY).to_python()
    assert [row[2] for row in rows[5:8]] == [1234567.5, 2469135.0, 3703702.5]
    assert rows[-1] == ["-", "รวม", 574073887.5, "-"]


def test_percentages_are_rounded_half_up_as_in_print(tmp_path: Path) -> None:
    # 1.005 lies below the half as a binary fraction.
    table = replace(STATUS_TABLE, rows=(("ก", 1, 1, Decimal("1.005")),), total=None)
    assert values_of(book_of(document(status_table=table), tmp_path).worksheets[STATUS])[1][3] == 1.01


@pytest.mark.parametrize("head", ["งบประมาณ", "งบประมาณ (บาท)"])
def test_heads_name_the_unit_once(head: str, tmp_path: Path) -> None:
    table = replace(MONEY_TABLE, heads=("ข้อ", "กิจกรรม", head, "สถานะ"))
    assert values_of(book_of(document(annexes=(table,)), tmp_path).worksheets[MONEY])[0][2] == "งบประมาณ (บาท)"


HOSTILE = [
    "=1+1",
    "+1",
    "@SUM(A1)",
    "-2+3",
    "{=1}",
    "https://a.example/๑",
    "007",
    "TRUE",
    "<b>&amp;",
    "_x0041_",
    "ก!A1",
    "=ก!A1",
    "🌳‮ก",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str, tmp_path: Path) -> None:
    book = book_of(with_row(replace(SHORT_ROW, narrative=text)), tmp_path)
    cell = rows_of(book.worksheets[DETAIL])[1][-1]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert not any(b"<f>" in part for part in parts_of(tmp_path, "sheet").values())


@pytest.mark.parametrize(
    "text", [*HOSTILE, "ก\x00\x1fข\r\nค", "\ud800", "", " ", "ก" * 2_000, "่" * 2_000, "'", "[a]:*?/\\"]
)
def test_hostile_text_is_safe_in_every_field(text: str, tmp_path: Path) -> None:
    bar = Bar(text, (1,), text, text, Decimal(1))
    chart = replace(
        BUDGET_CHART, heading=text, alt=text, series=(text,), bars=(bar,), axis=text, mark_name=text, notes=(text,)
    )
    table = replace(
        MONEY_TABLE,
        name=text,
        heading=text,
        heads=(text,) * 4,
        rows=((text,) * 4,),
        total=(text,) * 4,
        notes=(text,),
        chart=chart,
    )
    row = ItemRow(*(text,) * 6, status=text, divisions=(text,))
    part = replace(STRATEGIES[0], heading=text, sections=(Section(text, (row,)),))
    written = document(
        title_lines=(text,), short_header=text, sample_note=text, edition=text, as_of=text, source=text, author=text,
        summary_heading=text, summary=(text,), detail_heading=text, item_heads=(text,) * 5, strategies=(part,),
        status_table=replace(table, chart=None), page_label=text,
        annexes=(table, replace(MONEY_TABLE, name=text, heading=text)),
    )  # fmt: skip
    book = book_of(written, tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(len(str(cell.value)) <= 32_767 for cell in cells)
    # References of charts are formulas of Excel: they name cells of the book and nothing else.
    for part_bytes in parts_of(tmp_path, "charts/chart").values():
        for found in etree.fromstring(part_bytes).iter(f"{CHART}f"):
            assert re.fullmatch(r"('(?:[^']|'')+'|[^'!]+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", found.text), found.text
    for name, read in parts_of(tmp_path, r"\.(xml|rels)$").items():
        etree.fromstring(read)
        assert b"<f>" not in read or "charts" in name


@pytest.mark.parametrize("labels", [{}, dict.fromkeys(LABELS, "{x}{0.__class__}=1")])
def test_a_report_without_our_words_or_with_strange_ones_is_still_a_workbook(
    labels: dict[str, str], tmp_path: Path
) -> None:
    book = book_of(replace(with_charts(), labels=labels), tmp_path)
    assert len(book.sheetnames) == 8
    assert values_of(book.worksheets[MONEY])[-1][2] == 574073887.5


def test_a_label_that_looks_like_a_place_of_cells_is_a_text(tmp_path: Path) -> None:
    bars = (Bar("ก", (1,), printed="ข!A1"), Bar("ค", (2,), printed="=สารบัญ!$A$1"))
    chart = replace(BUDGET_CHART, heading="=ปก!A1", axis="ปก!A1", line_name="ปก!A1", mark_name="", bars=bars)
    book_of(document(annexes=(replace(MONEY_TABLE, chart=chart),)), tmp_path)
    drawn = etree.fromstring(parts_of(tmp_path, "charts/chart1")["xl/charts/chart1.xml"])
    places = {found.text.rpartition("!")[2] for found in drawn.iter(f"{CHART}f")}
    assert places == {"$B$5", "$A$6:$A$7", "$B$6:$B$7"}
    assert "ข! A1" in "".join(drawn.itertext())


def test_a_head_too_long_for_a_table_stands_whole_in_the_notes(tmp_path: Path) -> None:
    long = "หัวตาราง " * 60
    table = replace(MONEY_TABLE, heads=("ข้อ", long.strip(), "งบประมาณ", "สถานะ"))
    book = book_of(document(annexes=(table,)), tmp_path)
    assert values_of(book.worksheets[MONEY])[0][1].endswith("…")
    assert [book.sheetnames[MONEY], long.strip()] in values_of(book.worksheets[NOTES])


def test_letters_that_no_workbook_may_hold_are_marked() -> None:
    assert clean_text("ก\x00ข\x7f\ud800ค\r\nง\rจ\tฉ") == "ก\ufffdข\ufffd\ufffdค\nง\nจ\tฉ"


def test_a_blank_prints_a_dash(tmp_path: Path) -> None:
    sheet = book_of(with_row(replace(SHORT_ROW, outcome=" ")), tmp_path).worksheets[DETAIL]
    assert values_of(sheet)[1][6] == "-"


def test_a_table_without_rows_is_still_a_table(tmp_path: Path) -> None:
    sheet = book_of(document(strategies=()), tmp_path).worksheets[DETAIL]
    assert values_of(sheet)[1] == ["-"] * 8


def test_the_notes_explain_every_mark_and_hold_the_notes_of_the_tables(tmp_path: Path) -> None:
    book = book_of(document(), tmp_path)
    rows = values_of(book.worksheets[NOTES])[1:]
    assert [row[0] for row in rows[:2]] == ["-", "(ต่อ)"]
    assert rows[2:] == [[book.sheetnames[MONEY], note] for note in MONEY_TABLE.notes]
    assert book.sheetnames[NOTES] in book.worksheets[MONEY]["A2"].value


@pytest.mark.parametrize("text", ["ก" * 40_000, "่" * 40_000, "🌳" * 20_000])
def test_no_cell_holds_more_than_excel_takes(text: str, tmp_path: Path) -> None:
    written = with_row(
        replace(SHORT_ROW, narrative=text), summary=(text,), annexes=(replace(MONEY_TABLE, heading=text),)
    )
    book = book_of(written, tmp_path)
    longest = max(len(str(cell.value).encode("utf-16-le")) // 2 for sheet in book for row in sheet for cell in row)
    assert longest <= 32_767
    assert squeezed("".join(str(row[-1].value) for row in rows_of(book.worksheets[DETAIL])[1:])) == text


@pytest.mark.parametrize("narrative", ["ปลูกต้นไม้เพิ่ม " * 400, "ก" * 40_000, "แถว\n" * 200, "a" * 5_000])
def test_a_text_too_high_for_a_row_goes_on_in_the_next(narrative: str, tmp_path: Path) -> None:
    sheet = book_of(with_row(replace(SHORT_ROW, narrative=narrative)), tmp_path).worksheets[DETAIL]
    rows = rows_of(sheet)[1:]
    assert len(rows) > 1
    assert squeezed("".join(str(row[-1].value) for row in rows)) == squeezed(narrative)
    assert {tuple(cell.value for cell in row[:3]) for row in rows} == {(STRATEGIES[0].heading, "-", "1.1.1")} or all(
        row[2].value == "1.1.1" for row in rows
    )
    assert {cell.value for row in rows[1:] for cell in row[3:-1]} == {"(ต่อ)"}
    assert all(0 < sheet.row_dimensions[row[0].row].height <= HIGHEST_ROW for row in rows)


def test_a_number_beside_a_long_text_is_not_repeated(tmp_path: Path) -> None:
    table = replace(MONEY_TABLE, rows=(("1.1.1", "งาน " * 3000, Decimal(5), "เสร็จ"),), total=None)
    rows = values_of(book_of(document(annexes=(table,)), tmp_path).worksheets[MONEY])[1:]
    assert [row[0] for row in rows] == ["1.1.1"] * len(rows)
    assert [row[2] for row in rows] == [5] + ["(ต่อ)"] * (len(rows) - 1)


def test_heads_stay_in_sight_on_screen_and_paper(tmp_path: Path) -> None:
    book = book_of(with_charts(), tmp_path)
    assert [sheet.freeze_panes for sheet in book] == [None, "B4", "B6", None, "A6", "D6", "B6", "B6"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "หน้า &P จาก &N" in sheet.oddFooter.center.text
        for table in sheet.tables.values():
            head = re.search(r"\d+", table.ref)
            assert head and sheet.print_title_rows == f"${head[0]}:${head[0]}"


def test_a_chart_is_drawn_from_the_cells_of_its_table_where_they_hold_the_numbers(tmp_path: Path) -> None:
    book = book_of(with_charts(), tmp_path)
    sheet = book.worksheets[STATUS]
    assert values_of(sheet)[0] == ["ยุทธศาสตร์", "รายการทั้งหมด", "บรรลุเป้าหมายแล้ว (รายการ)", "ร้อยละ"]
    (chart,) = sheet._charts
    (series,) = chart.series
    quoted = f"'{sheet.title}'" if "'" in series.val.numRef.f else sheet.title
    assert series.val.numRef.f == f"{quoted}!$C$6:$C$7"
    assert series.cat.strRef.f == f"{quoted}!$A$6:$A$7"
    assert series.tx.strRef.f == f"{quoted}!$C$5"
    assert chart.anchor._from.row >= 8


def test_a_chart_whose_numbers_stand_nowhere_has_a_sheet_with_its_data_table(tmp_path: Path) -> None:
    book = book_of(with_charts(), tmp_path)
    sheet = book.worksheets[MONEY + 1]
    assert sheet.title.startswith("แผนภูมิ")
    assert values_of(sheet) == [
        ["รายการ", "ผลที่ทำได้ (ร้อยละ)", "เกณฑ์ของรอบ (ร้อยละ)", "ค่าจริงหรือสถานะ"],
        ["๑.๑.๑", 50, 40, "๕๐.๐๐"],
        ["๑.๑.๒", 150, "-", "๔๐๐.๐๐"],
        ["๑.๑.๓", "-", "-", "รอผลการประเมิน"],
    ]
    assert sheet.title in book.worksheets[MONEY]["A2"].value
    assert "แสดงไม่เกินร้อยละ ๑๕๐" in sheet["A2"].value
    (chart,) = sheet._charts
    assert [series.val.numRef.f.rpartition("!")[2] for series in chart.series] == ["$B$6:$B$8", "$C$6:$C$8"]
    assert chart.series[0].graphicalProperties.solidFill.srgbClr.upper() == "1B4F8A"
    assert chart.series[1].graphicalProperties.noFill
    assert chart.series[1].graphicalProperties.line.prstDash == "dash"


def test_bars_bear_what_the_report_prints_beside_them(tmp_path: Path) -> None:
    book_of(with_charts(), tmp_path)
    drawn = etree.fromstring(parts_of(tmp_path, "charts/chart2")["xl/charts/chart2.xml"])
    labels = ["".join(one.itertext()) for one in drawn.iter(f"{CHART}dLbl")]
    assert [text for text in labels if text] == ["๕๐.๐๐", "๔๐๐.๐๐", "รอผลการประเมิน"]
    assert "เป้าหมายประจำปี" in "".join(drawn.itertext())


def test_charts_have_a_text_alternative_and_letters_for_thai(tmp_path: Path) -> None:
    book_of(with_charts(), tmp_path)
    drawings = [etree.fromstring(part) for part in parts_of(tmp_path, "drawings/drawing").values()]
    assert [one.get("descr") for drawing in drawings for one in drawing.iter(f"{DRAWING}cNvPr")] == [
        STATUS_CHART.alt,
        BUDGET_CHART.alt,
    ]
    for part in parts_of(tmp_path, "charts/chart").values():
        fonts = set(re.findall(rb'<a:latin typeface="([^"]*)"', part))
        assert fonts == {b"TH Sarabun New"}
    (theme,) = parts_of(tmp_path, "theme").values()
    assert set(re.findall(rb'<a:cs typeface="([^"]*)"', theme)) == {b"TH Sarabun New"}


def test_a_table_whose_text_was_cut_over_rows_does_not_lend_its_cells_to_the_chart(tmp_path: Path) -> None:
    rows = (("ยุทธศาสตร์ " * 3000, 3, 1, None), STATUS_TABLE.rows[1])
    table = replace(STATUS_TABLE, rows=rows, chart=STATUS_CHART)
    book = book_of(document(status_table=table), tmp_path)
    assert not book.worksheets[STATUS]._charts
    assert [row[1] for row in values_of(book.worksheets[STATUS + 1])[1:]] == [1, 0]
    assert len(book.worksheets[STATUS + 1]._charts) == 1


@pytest.mark.parametrize(("wide", "high"), [(300, 300), (900, 1200)])
def test_the_emblem_stands_on_the_cover_with_its_text_alternative(wide: int, high: int, tmp_path: Path) -> None:
    emblem = Picture(png(wide, high), "png", "ตราสำนักงานสวนตัวอย่าง")
    sheet = book_of(document(emblem=emblem), tmp_path).worksheets[COVER]
    (picture,) = sheet._images
    assert picture.anchor._from.col == 1
    (drawing,) = parts_of(tmp_path, "drawings/drawing1.xml").values()
    assert 'descr="ตราสำนักงานสวนตัวอย่าง"' in drawing.decode()


def test_an_emblem_that_excel_cannot_show_is_left_out(tmp_path: Path) -> None:
    book = book_of(document(emblem=Picture(b"<svg/>", "svg", "ตรา")), tmp_path)
    assert not book.worksheets[COVER]._images


def test_the_workbook_is_described_and_dated_by_the_document(tmp_path: Path) -> None:
    properties = book_of(document(), tmp_path).properties
    assert (properties.created, properties.modified) == (datetime(2021, 4, 20), datetime(2021, 4, 20))
    assert properties.creator == "สำนักงานสวนตัวอย่าง"
    assert properties.title == " ".join(document().title_lines)
    assert document().as_of in properties.description


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        write_xlsx(replace(with_charts(), emblem=Picture(png(9, 9), "png", "ตรา")), tmp_path / name)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_control_characters_leave_a_workbook_that_opens(tmp_path: Path) -> None:
    written = document(title_lines=("ก\x00ข", "ค"), short_header="&A\x07\n", author="\x1f", annexes=())
    assert book_of(written, tmp_path).properties.title == "ก ข ค"


@given(st.text(alphabet="กำ่ \nab", max_size=3000), st.floats(min_value=9, max_value=100))
def test_no_piece_of_a_cut_text_is_higher_than_a_row(text: str, width: float) -> None:
    pieces = cut_text(text, width)
    assert squeezed("".join(pieces)) == squeezed(text)
    assert all(count_lines(piece, width) <= MOST_LINES for piece in pieces)


def test_lines_are_counted_as_words_wrap() -> None:
    # Each word is ten letters and a column of 20 takes 18: one word a line, whatever the sum says.
    assert count_lines("abcdefghij " * 3, 20) == 3
    assert count_lines("abcdefghij", 20) == 1
    # Marks above and below take no room.
    assert count_lines("ก่" * 18, 20) == 1


@given(st.lists(st.text(alphabet="ผนวกa[]:*?/\\'\n 🌳", max_size=60), max_size=12))
def test_sheet_names_are_accepted_and_differ(headings: list[str]) -> None:
    names = SheetNames()
    given_names = [names.give(heading) for heading in headings]
    assert len({name.casefold() for name in given_names}) == len(headings)
    for name in given_names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert not name.startswith("'") and not name.endswith("'")


@given(st.lists(st.text(alphabet="กA_x041a \n\x00", max_size=30), max_size=8))
def test_heads_of_a_table_are_filled_and_differ(heads: list[str]) -> None:
    made = unique_heads(heads)
    assert len({head.lower() for head in made}) == len(heads)
    assert all(head.strip() == head and head.isprintable() and head for head in made)
    assert not any(re.search("_x[0-9A-Fa-f]{4}_", head) for head in made)


def test_a_long_sheet_name_is_cut_between_words() -> None:
    assert SheetNames().give("ภาคผนวก ค ปัญหา อุปสรรค และข้อเสนอแนะ") == "ภาคผนวก ค ปัญหา อุปสรรค และ"


def test_the_name_that_excel_keeps_for_itself_is_not_given() -> None:
    assert SheetNames().give("History") == "History 2"


def test_a_colour_is_dark_where_white_letters_are_read_on_it() -> None:
    assert [_is_dark(colour) for colour in ("#000000", "#1F4E79", "#80807F", "#808080", "#FFFFFF")] == [
        True, True, True, False, False,
    ]  # fmt: skip
