"""OpenDocument spreadsheets written by hand, part by part, as the standard says and LibreOffice does."""

import io
import zipfile

import pytest

from sarup.gather.container import Limits, Refusal
from sarup.gather.read_file import read_file
from sarup.gather.sheet_part import Cell, Sheet

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
R900 = 'table:number-columns-repeated="900"'
TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(tables: str, mimetype: str = MIMETYPE, **parts: str) -> bytes:
    """Return a document with these tables."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("mimetype", mimetype)
        book.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}{tables}{TAIL}')
        for name, text in parts.items():
            book.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


def table(rows: str, attributes: str = 'table:name="ผล"') -> str:
    """Return a table of these rows."""
    return f"<table:table {attributes}>{rows}</table:table>"


def row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(inside: str = "", attributes: str = 'office:value-type="string"') -> str:
    """Return a cell."""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def first_sheet(rows: str) -> Sheet:
    """Return the only sheet of a document with these rows."""
    return read_file(ods(table(rows))).sheets[0]


def test_each_kind_of_value_is_told() -> None:
    sheet = first_sheet(
        row(
            cell("<text:p>๒ ครั้ง</text:p>"),
            cell("<text:p>60.00</text:p>", 'office:value-type="float" office:value="60"'),
            cell("<text:p>60%</text:p>", 'office:value-type="percentage" office:value="0.6"'),
            cell("<text:p>21/12/63</text:p>", 'office:value-type="date" office:date-value="2020-12-21T00:00:00"'),
            cell("<text:p>จริง</text:p>", 'office:value-type="boolean" office:boolean-value="true"'),
            cell("<text:p>#DIV/0!</text:p>", 'table:formula="of:=1/0" calcext:value-type="error"'),
            cell("<text:p>3</text:p>", 'table:formula="of:=1+2" office:value-type="float" office:value="3"'),
            cell("", 'table:formula="of:=1+2"'),
        )
    )
    assert sheet.cells == [
        Cell(1, 1, "text", "๒ ครั้ง", False, True),
        Cell(1, 2, "number", "60", False, True),
        Cell(1, 3, "percent", "0.6", False, True),
        Cell(1, 4, "date", "2020-12-21", False, True),
        Cell(1, 5, "boolean", "1", False, True),
        Cell(1, 6, "error", "#DIV/0!", True, True),
        Cell(1, 7, "number", "3", True, True),
        Cell(1, 8, "empty", "", True, False),
    ]


def test_paragraphs_spaces_tabs_and_breaks_make_the_text_and_notes_do_not() -> None:
    sheet = first_sheet(
        row(
            cell(
                "<office:annotation><text:p>ความเห็น</text:p></office:annotation>"
                "<text:p>๑)<text:s text:c='2'/>อบรม<text:tab/><text:span>ภาย\n ใน</text:span></text:p>"
                "<text:p>๒)<text:line-break/>ประชุม</text:p>"
            )
        )
    )
    assert [one.text for one in sheet.cells] == ["๑)  อบรม\tภาย ใน\n๒)\nประชุม"]


DRAWN = [
    "<draw:custom-shape><text:p>6</text:p></draw:custom-shape>",
    "<draw:frame><draw:text-box><text:p>6</text:p></draw:text-box></draw:frame>",
    "<draw:g><draw:rect><text:p>6</text:p></draw:rect><draw:line/></draw:g>",
    "<draw:frame><draw:object><table:table table:name='x'/></draw:object></draw:frame>",
    "<office:annotation><text:p>6</text:p></office:annotation>",
]


@pytest.mark.parametrize("drawn", DRAWN)
def test_what_is_drawn_over_a_cell_is_no_value_of_it(drawn: str) -> None:
    assert first_sheet(row(cell(drawn, ""))).cells == []
    inside = first_sheet(row(cell(f"<text:p>๕{drawn} ช่องทาง</text:p>")))
    assert [one.text for one in inside.cells] == ["๕ ช่องทาง"]


def test_shapes_of_a_sheet_and_letters_above_others_are_no_values() -> None:
    ruby = "<text:ruby><text:ruby-base>6</text:ruby-base><text:ruby-text>หก</text:ruby-text></text:ruby>"
    shapes = f"<table:shapes>{DRAWN[0]}</table:shapes>"
    assert [one.text for one in first_sheet(shapes + row(cell(f"<text:p>{ruby} ช่องทาง</text:p>"))).cells] == [
        "6 ช่องทาง"
    ]


@pytest.mark.parametrize("inside", ["<text:p><text:s/></text:p>", "<text:p>\u200b</text:p>"])
def test_white_space_far_off_is_nothing_and_a_text_there_is_told(inside: str) -> None:
    empty = row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048574"')
    assert first_sheet(empty + row(cell(inside))).far == []
    sheet = first_sheet(empty + row(cell(inside), cell("<text:p>ผล</text:p>")))
    assert (sheet.cells, sheet.far) == ([], [(1048575, 2, "ผล")])


def test_empty_repetitions_cost_nothing_and_keep_the_count() -> None:
    sheet = first_sheet(
        row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="6"')
        + row(cell("", 'table:number-columns-repeated="3"'), cell("<text:p>x</text:p>"))
        + row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048569"')
    )
    assert sheet.cells == [Cell(7, 4, "text", "x", False, True)]


def test_filled_repetitions_are_that_many_cells() -> None:
    sheet = first_sheet(
        row(
            cell("<text:p>-</text:p>", 'office:value-type="string" table:number-columns-repeated="2"'),
            attributes='table:number-rows-repeated="2"',
        )
    )
    assert [(one.row, one.column) for one in sheet.cells] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_spans_hidden_rows_columns_and_sheets_are_told() -> None:
    hidden = table(row(cell("<text:p>x</text:p>")), 'table:name="ซ่อน" table:style-name="ta2"')
    shown = table(
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        + row(cell("<text:p>x</text:p>", 'table:number-columns-spanned="2" table:number-rows-spanned="3"'))
        + row(cell("<text:p>y</text:p>"), attributes='table:visibility="filter"')
    )
    book = read_file(ods(shown + hidden))
    assert book.container == "ods"
    assert book.sheets[0].merges == ["A1:B3"]
    assert book.sheets[0].hidden_rows == [2]
    assert book.sheets[0].hidden_columns == [2, 3]
    assert [sheet.state for sheet in book.sheets] == ["visible", "hidden"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (ods("", mimetype="application/vnd.oasis.opendocument.text"), "S35"),
        (ods("", **{"META-INF__manifest.xml": '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'}), "S03"),
        (ods(table(row(cell("<text:p>x</text:p>", R900), attributes='table:number-rows-repeated="90000"'))), "S34"),
        (ods(table(row(cell("<text:p>x</text:p>", 'table:number-columns-repeated="-1"')))), "S01"),
        (ods(table("") + table("")), "S01"),
        (ods(table(row(cell(table(""))))), "S01"),
        (ods("<text:p>" * 80 + "</text:p>" * 80), "S05"),
        (ods(table(row(cell(f"<text:p>{'ก' * 1_000_001}</text:p>")))), "S34"),
        (ods("<table:table"), "S01"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_with_its_rule(data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(data)
    assert refused.value.rule == rule


def test_an_entity_is_never_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("mimetype", MIMETYPE)
        book.writestr("content.xml", f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD}{TAIL}')
    with pytest.raises(Refusal) as refused:
        read_file(packed.getvalue())
    assert refused.value.rule == "S05"


def test_every_truncation_is_refused() -> None:
    whole = ods(table(row(cell("<text:p>x</text:p>")) * 50))
    for length in range(0, len(whole), 64):
        with pytest.raises(Refusal):
            read_file(whole[:length], Limits())


def test_a_date_keeps_its_time_of_day_beside_it() -> None:
    day = 'office:value-type="date" office:date-value="2021-04-20{}"'
    cells = [cell("20/4/64", day.format(clock)) for clock in ("T16:30:00", "T00:00:00", "")]
    sheet = first_sheet(row(*cells))
    assert [(one.kind, one.text) for one in sheet.cells] == [("date", "2021-04-20")] * 3
    assert sheet.clocks == [(1, 1, "16:30:00")]
