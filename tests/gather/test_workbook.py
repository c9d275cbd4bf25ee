"""The workbook reader: gives back what was written, and refuses whatever could hurt."""

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sarup.gather.container import Limits, Refusal, check_container
from sarup.gather.stored_values import is_date_format, read_decimal
from sarup.gather.workbook import Cell, Workbook, pack, read_workbook, unpack

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet_xml(rows: str = "", before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of(sheet: str | bytes) -> dict[str, str | bytes]:
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="s1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="s2" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="ผล" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>หนึ่ง</t></si></sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def by_hand(rows: str = "", before: str = "", after: str = "") -> bytes:
    return zipped(parts_of(sheet_xml(rows, before, after)))


def written(fill: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    fill(book, book.add_worksheet("ผล"))
    book.close()
    return out.getvalue()


def cells(data: bytes) -> list[Cell]:
    return read_workbook(data).sheets[0].cells


def texts(data: bytes) -> list[tuple[str, str]]:
    return [(cell.kind, cell.text) for cell in cells(data)]


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(Refusal) as caught:
        read_workbook(data, Limits(**limits))
    assert caught.value.detail
    return caught.value.rule


GOOD = by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2.0</v></c></row>')


def test_a_cell_bears_its_place_kind_and_text() -> None:
    assert cells(GOOD) == [Cell(1, 1, "text", "หนึ่ง", False, True), Cell(1, 2, "number", "2", False, True)]


def test_a_workbook_of_xlsxwriter_reads_as_openpyxl_and_calamine_read_it() -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row in range(40):
            sheet.write_string(row, 0, f"ผล {row} ำ\nต่อ")
            sheet.write_number(row, 2, row / 7)
            sheet.write_boolean(row, 30, row % 2 == 0)

    data = written(fill)
    values = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active for cell in row if cell.value is not None]
    ours = cells(data)
    assert [(c.row, c.column) for c in ours] == [(c.row, c.column) for c in values]
    assert [as_python(c) for c in ours] == [c.value for c in values]
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [as_python(c) for c in ours] == [value for row in rows for value in row if value != ""]


def as_python(cell: Cell) -> object:
    if cell.kind == "number":
        return float(cell.text)
    return cell.text == "1" if cell.kind == "boolean" else cell.text


def test_a_workbook_of_openpyxl_with_absolute_targets_reads() -> None:
    book = openpyxl.Workbook()
    book.active.append(["ก", 1.5, True, date(2020, 12, 21), datetime(2021, 3, 31, 16, 30), "=1+1"])
    out = io.BytesIO()
    book.save(out)
    assert texts(out.getvalue()) == [
        ("text", "ก"),
        ("number", "1.5"),
        ("boolean", "1"),
        ("date", "2020-12-21"),
        ("date", "2021-03-31"),
        ("empty", ""),
    ]
    assert cells(out.getvalue())[5] == Cell(1, 6, "empty", "", True, False)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 300), st.integers(0, 90)),
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), min_size=1),
            st.floats(-1e300, 1e300),
            st.integers(-(10**15), 10**15),
            st.booleans(),
        ),
        max_size=25,
    ),
    st.booleans(),
)
def test_what_is_written_is_read(values: dict[tuple[int, int], Any], in_rows: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for (row, column), value in sorted(values.items()):
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            (sheet.write_boolean if isinstance(value, bool) else write)(row, column, value)

    found = {(c.row - 1, c.column - 1): as_python(c) for c in cells(written(fill, constant_memory=in_rows))}
    assert found == {place: stored(value) for place, value in values.items()}


def stored(value: object) -> object:
    """xlsxwriter keeps 16 digits of a float, and XML one kind of line end."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value if isinstance(value, bool) else float(f"{value:.16G}")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("2", "2"), ("2.0", "2"), ("007", "7"), ("-0", "0"), ("+5", "5"), ("-12.50", "-12.5"), (" 3 ", "3"),
        ("0.10000000000000001", "0.1"), ("1E-7", "0.0000001"), ("1.5e-7", "0.00000015"),
        ("1E+20", "1" + "0" * 20),
        ("9007199254740993", "9007199254740993"), ("-9007199254740993", "-9007199254740993"), (".5", "0.5"),
    ],
)  # fmt: skip
def test_a_number_reads_as_its_shortest_plain_digits(typed: str, plain: str) -> None:
    assert read_decimal(typed) == plain


@pytest.mark.parametrize("typed", ["๕", "٥", "１", "1_000", "nan", "inf", "1e999", "0x1", "1,5", "--1", "x" * 40])
def test_one_odd_token_is_no_number(typed: str) -> None:
    assert read_decimal(typed) is None


@pytest.mark.parametrize("typed", ["9" * 301, "1" * 99_999 + "x", "", "x" * 41])
def test_no_token_at_all_or_an_endless_one_makes_the_file_damaged(typed: str) -> None:
    with pytest.raises(Refusal, match="S01"):
        read_decimal(typed)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True), ("[$-D07041E]d mmm bbbb", True), ("[Magenta]mm/dd/yy", True), ("mmm", True),
        ('0" days"', False), ('"yes";"no"', False), ("0;[Red]0", False), ("h:mm", False),
        ("[h]:mm:ss", False),
        ("0.00E+00", False), ("General", False), (r"0\d", False), ("t0.00", False),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', False), ('[$฿-41E]#,##0.00', False), ('0" ครั้ง"', False),
        ("[" * 200_000, False), ('#,##0,," M"', False),
    ],
)  # fmt: skip
def test_a_date_format_is_told_from_its_literals(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def with_date_style(serial: str, number_format: int = 14, epoch: str = "0") -> list[tuple[str, str]]:
    parts = parts_of(sheet_xml(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>'))
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number_format}"/></cellXfs></styleSheet>'
    )
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    style = f'<Relationship Id="s3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", style)
    book = str(parts["xl/workbook.xml"]).replace("<sheets>", f'<workbookPr date1904="{epoch}"/><sheets>')
    return texts(zipped(parts | {"xl/workbook.xml": book}))


@pytest.mark.parametrize(
    ("serial", "epoch", "found"),
    [
        ("44186", "0", ("date", "2020-12-21")), ("44186.75", "0", ("date", "2020-12-21")),
        ("42724", "1", ("date", "2020-12-21")), ("1", "0", ("date", "1900-01-01")),
        ("59", "0", ("date", "1900-02-28")),
        ("60", "0", ("number", "60")), ("61", "0", ("date", "1900-03-01")),
        ("0", "1", ("date", "1904-01-01")),
        ("0", "0", ("number", "0")), ("-1", "0", ("number", "-1")), ("2958465", "0", ("date", "9999-12-31")),
        ("2958466", "0", ("number", "2958466")), ("2957004", "1", ("number", "2957004")),
        ("1E+300", "0", None),
    ],
)  # fmt: skip
def test_serials_become_dates_in_both_epochs(serial: str, epoch: str, found: tuple[str, str] | None) -> None:
    (read,) = with_date_style(serial, epoch=epoch)
    assert read == found if found else read[0] == "number"


@pytest.mark.parametrize(
    ("number_format", "kind"), [(14, "date"), (71, "date"), (81, "date"), (20, "number"), (46, "number")]
)
def test_built_in_formats_of_a_thai_excel_are_dates(number_format: int, kind: str) -> None:
    assert with_date_style("44186", number_format) == [(kind, "2020-12-21" if kind == "date" else "44186")]


def test_errors_formulas_and_uncalculated_formulas_are_told_apart() -> None:
    data = by_hand(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>1+1</f></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="b"><v>1</v></c><c r="F1" s="0"/>'
        '<c r="G1" t="d"><v>2020-12-21T10:00:00</v></c><c r="H1" t="d"><v>2020-99-21</v></c></row>'
    )
    assert cells(data) == [
        Cell(1, 1, "error", "#N/A", False, True),
        Cell(1, 2, "number", "2", True, True),
        Cell(1, 3, "empty", "", True, False),
        Cell(1, 4, "text", "", True, True),
        Cell(1, 5, "boolean", "1", False, True),
        Cell(1, 7, "date", "2020-12-21", False, True),
        Cell(1, 8, "text", "2020-99-21", False, True),
    ]


def test_runs_are_joined_without_phonetic_hints_and_escapes_decoded() -> None:
    data = by_hand(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">ก </t></r><r><t>ข</t></r>'
        "<rPh><t>no</t></rPh></is></c>"
        '<c r="B1" t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D_ _xD800_ _x0000_</t></is></c></row>'
    )
    assert texts(data) == [("text", "ก ข"), ("text", "a\nb_x000D_ _xD800_ _x0000_")]


def test_hidden_sheets_rows_columns_and_merges_are_reported() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "หัว")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 3, None, None, {"hidden": True})
        book.add_worksheet("_keys").very_hidden()
        book.add_worksheet("ซ่อน").hide()

    first, keys, hidden = read_workbook(written(fill)).sheets
    assert (first.merges, first.hidden_rows, first.hidden_columns) == (["A1:C1"], [5], [3, 4])
    assert (first.state, keys.state, hidden.state) == ("visible", "veryHidden", "hidden")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "<headerFooter><oddHeader>ก<c><v>9</v></c></oddHeader></headerFooter>"),
        ("<cols><col><c><v>9</v></c></col></cols>", ""),
        ("", '<other><row r="9"><c r="B9"><v>9</v></c></row></other>'),
        ('<other><row r="9" hidden="1"><c r="A9"><v>9</v></c></row></other>', ""),
    ],
)
def test_what_looks_like_a_cell_outside_the_rows_is_none(before: str, after: str) -> None:
    (sheet,) = read_workbook(by_hand('<row r="1"><c r="A1"><v>1</v></c></row>', before, after)).sheets
    assert [(cell.row, cell.column, cell.text) for cell in sheet.cells] == [(1, 1, "1")]
    assert sheet.hidden_rows == []


def test_rows_and_cells_without_places_follow_each_other() -> None:
    data = by_hand('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>')
    assert [(c.row, c.column) for c in cells(data)] == [(1, 1), (1, 2), (5, 3), (5, 4)]


def test_cells_out_of_order_are_put_in_order() -> None:
    data = by_hand(
        '<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>0</v></c></row>'
    )
    assert [c.text for c in cells(data)] == ["0", "1", "2"]


def test_a_strict_workbook_reads_like_any_other() -> None:
    parts = parts_of(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    strict = {name: str(text).replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE) for name, text in parts.items()}
    assert texts(zipped({**strict})) == [("text", "หนึ่ง")]


def test_prefixed_names_and_utf16_read_like_any_other() -> None:
    row = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert texts(zipped(parts_of(prefixed))) == [("number", "1")]
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{prefixed}'.encode("utf-16")
    assert texts(zipped(parts_of(utf16))) == [("number", "1")]


def test_macros_are_noticed_and_never_read() -> None:
    parts = parts_of(sheet_xml())
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    macro = f'<Relationship Id="m" Type="{OFFICE}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", macro)
    assert read_workbook(zipped(parts)).has_macros
    assert not read_workbook(GOOD).has_macros


def test_packing_for_the_pipe_loses_nothing() -> None:
    workbook: Workbook = read_workbook(GOOD)
    assert unpack(pack(workbook)) == workbook


# The outside: what kind of file is it?


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"P", b"PK\x03\x04", GOOD[:-1], GOOD + b"\n"])
def test_a_file_that_is_not_whole_is_damaged(data: bytes) -> None:
    assert refusal(data) == "S01"


def test_every_truncation_is_damaged() -> None:
    assert {refusal(GOOD[:length]) for length in range(0, len(GOOD), 3)} == {"S01"}


def test_no_mutation_does_more_than_refuse() -> None:
    rules = set()
    for at in range(0, len(GOOD), 2):
        data = bytearray(GOOD)
        data[at] ^= 0x41
        try:
            read_workbook(bytes(data))
        except Refusal as refused:
            rules.add(refused.rule)
    assert rules <= {"S01", "S02", "S03", "S05", "S34", "S35", "S36"}
    assert "S01" in rules


@pytest.mark.parametrize(
    ("stream", "rule"),
    [("EncryptedPackage", "S03"), ("Workbook", "S04"), ("Book", "S04"), ("WordDocument", "S35")],
)
def test_an_ole_file_is_told_by_its_streams(stream: str, rule: str) -> None:
    directory = (stream + "\0").encode("utf-16-le").ljust(128, b"\0")
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory) == rule


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", "ก,ข".encode("cp874"), b"%PDF-1.7 ...", b"<html><table/></html>"])
def test_another_type_of_file_is_not_our_form(data: bytes) -> None:
    assert refusal(data) == "S02"


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml", "xl/workbook.bin", "photo.jpg"])
def test_a_zip_of_something_else_is_not_our_form(name: str) -> None:
    parts: dict[str, str | bytes] = {name: "x", "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"/>'}
    assert refusal(zipped(parts)) == "S02"


def test_a_zip_without_relations_is_not_our_form() -> None:
    assert refusal(zipped({"photo.jpg": "x"})) == "S02"


def test_an_encrypted_entry_asks_for_a_password() -> None:
    at = GOOD.index(b"PK\x01\x02")
    assert refusal(GOOD[: at + 8] + b"\x01\x00" + GOOD[at + 10 :]) == "S03"


# The hostile shapes, one each.


def test_an_overlapping_entry_is_unsafe() -> None:
    data = bytearray(GOOD)
    first = data.index(b"PK\x01\x02")
    packed = struct.unpack_from("<L", data, first + 20)[0]
    struct.pack_into("<L", data, first + 20, packed + 40)
    assert refusal(bytes(data)) == "S36"


def test_a_second_entry_on_the_same_bytes_is_unsafe() -> None:
    parts = {f"xl/p{number}.xml": "x" * 50 for number in range(2)}
    data = bytearray(zipped(parts_of(sheet_xml()) | parts))
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    assert refusal(bytes(data)) == "S36"


def test_a_part_packed_beyond_reason_is_unsafe() -> None:
    assert refusal(by_hand(before=" " * 8_000_000)) == "S36"


def declaring(data: bytes, plain_bytes: int) -> bytes:
    """Return the file with another size declared for its last part, the sheet."""
    changed = bytearray(data)
    struct.pack_into("<L", changed, data.rindex(b"PK\x01\x02") + 24, plain_bytes)
    return bytes(changed)


def test_a_part_that_unpacks_to_a_little_more_than_it_declares_is_damaged() -> None:
    assert refusal(declaring(by_hand(before=" " * 5000), 100)) == "S01"


@pytest.mark.parametrize("declared", [100, 500_000])
def test_a_bomb_that_declares_a_harmless_size_is_unsafe_all_the_same(declared: int) -> None:
    assert refusal(declaring(by_hand(before=" " * 8_000_000), declared)) == "S36"


def test_no_byte_beyond_the_declared_size_is_handed_on() -> None:
    container = check_container(declaring(by_hand(before=" " * 900_000), 300_000))
    handed_on = 0
    with pytest.raises(Refusal, match="S01"):
        for piece in container.read("xl/worksheets/sheet1.xml"):
            handed_on += len(piece)
    assert 0 < handed_on <= 300_000


def test_a_wrong_bit_among_the_packed_ones_is_damage() -> None:
    """The last byte of a packed part has a few bits that mean nothing: a file wrong there reads as before."""
    places = [
        (part.start + at, bit)
        for part in check_container(GOOD).parts.values()
        for at in range(part.packed_bytes)
        for bit in (1, 16, 128)
    ]
    rules = []
    for at, bit in places:
        data = bytearray(GOOD)
        data[at] ^= bit
        try:
            assert read_workbook(bytes(data)) == read_workbook(GOOD)
        except Refusal as refused:
            rules.append(refused.rule)
    assert {*rules} == {"S01"}
    assert len(places) - len(rules) <= 3 * len(check_container(GOOD).parts)


@pytest.mark.parametrize(
    "limits",
    [{"file_bytes": 100}, {"parts": 3}, {"sheets": 0}, {"cells": 1}],
)
def test_a_file_over_a_limit_is_too_large_and_no_danger(limits: dict[str, int]) -> None:
    assert refusal(GOOD, **limits) == "S34"


@pytest.mark.parametrize("limits", [{"part_bytes": 100}, {"total_bytes": 300}])
def test_a_part_of_an_absurd_size_is_a_bomb(limits: dict[str, int]) -> None:
    assert refusal(GOOD, **limits) == "S36"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x", "c:x", "XL/WORKBOOK.XML"])
def test_a_part_of_a_bad_or_double_name_is_unsafe(name: str) -> None:
    assert refusal(zipped(parts_of(sheet_xml()) | {name: "x"})) == "S05"


def test_a_local_header_that_tells_another_name_or_method_is_damaged() -> None:
    assert refusal(GOOD.replace(b"xl/sharedStrings.xml", b"xl/sharedStrings.xmm", 1)) == "S01"
    assert refusal(GOOD[:8] + b"\0" + GOOD[9:]) == "S01"


def test_a_wrong_byte_in_a_name_of_the_directory_is_damaged_even_if_it_reads_as_a_bad_name() -> None:
    at = GOOD.rindex(b"xl/sharedStrings.xml")
    assert refusal(GOOD[:at] + b"/" + GOOD[at + 1 :]) == "S01"
    assert refusal(GOOD[:at] + b"xl/workbook.xml" + GOOD[at + 15 :]) == "S01"


def test_a_differing_local_header_hides_no_bomb() -> None:
    bomb = by_hand(before=" " * 8_000_000).replace(b"xl/sharedStrings.xml", b"xl/sharedStrings.xmm", 1)
    assert refusal(bomb) == "S36"


@pytest.mark.parametrize(
    "head", ['<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_a_document_type_is_unsafe_in_every_part(head: str, part: str) -> None:
    parts = parts_of(sheet_xml())
    assert refusal(zipped(parts | {part: head + str(parts[part])})) == "S05"


def test_a_value_in_the_last_cell_of_the_sheet_is_far_and_no_cell() -> None:
    (sheet,) = read_workbook(by_hand('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')).sheets
    assert (sheet.cells, sheet.far) == ([], [(1048576, 16384, "1")])


@pytest.mark.parametrize("text", [" ", "\u00a0\n", "\u200b", "\ufeff \u200d"])
def test_white_space_in_the_last_row_is_nothing(text: str) -> None:
    cell = f'<c r="A1048576" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    (sheet,) = read_workbook(by_hand(f'<row r="1048576">{cell}</row>')).sheets
    assert (sheet.cells, sheet.far) == ([], [])


def test_formats_dragged_far_down_cost_nothing_and_a_value_among_them_is_kept() -> None:
    def row(number: int, more: str = "") -> str:
        blanks = "".join(f'<c r="{letter}{number}" s="0"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return f'<row r="{number}">{blanks}{more}</row>'

    rows = "".join(row(number) for number in range(200_001, 202_501))
    data = by_hand(rows + row(300_000, '<c r="AB300000"><v>7</v></c>'))
    (sheet,) = read_workbook(data, Limits(elements=10_000)).sheets
    assert (sheet.cells, sheet.far) == ([], [(300_000, 28, "7")])


def test_a_row_without_number_follows_the_empty_one_before_it_wherever_that_stands() -> None:
    rows = "".join(f'<row r="{number}" ht="20" customHeight="1"></row>' for number in range(200_000, 225_000))
    (sheet,) = read_workbook(by_hand(rows + "<row><c><v>7</v></c></row>")).sheets
    assert (sheet.cells, sheet.far) == ([], [(225_000, 1, "7")])


def test_an_empty_cell_in_cdata_far_down_is_text() -> None:
    blank = '<c r="A200000"/>'
    rows = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(200_000, 225_000))
    text = f'<row r="300000"><c r="A300000" t="inlineStr"><is><t><![CDATA[{blank}]]></t></is></c></row>'
    (sheet,) = read_workbook(by_hand(rows + text)).sheets
    assert sheet.far == [(300_000, 1, blank)]


def test_an_empty_cell_far_away_is_nothing() -> None:
    assert cells(by_hand('<row r="1048576"><c r="XFD1048576" s="0"/></row>')) == []


def test_one_long_text_behind_many_cells_is_too_much() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1001))
    long_text = f'<sst xmlns="{MAIN}"><si><t>{"ก" * 30_000}</t></si></sst>'
    assert refusal(zipped(parts_of(sheet_xml(rows)) | {"xl/sharedStrings.xml": long_text})) == "S34"


def test_a_text_longer_than_any_program_writes_is_too_much() -> None:
    def row(length: int) -> str:
        return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"ก" * length}</t></is></c></row>'

    assert len(cells(by_hand(row(40_000)))[0].text) == 40_000
    assert refusal(by_hand(row(1_000_001)), ratio=100_000) == "S34"


def test_deep_nesting_is_unsafe() -> None:
    assert refusal(by_hand(after="<a>" * 100 + "</a>" * 100)) == "S05"


def test_a_long_token_is_unsafe() -> None:
    noise = "".join(chr(33 + (number * number) % 29) for number in range(3_000_000)).replace("<", "a").replace("&", "b")
    assert refusal(by_hand(after=f'<a b="{noise.replace(chr(34), "c")}"/>'), ratio=100_000) == "S05"


def test_countless_names_are_unsafe() -> None:
    assert refusal(by_hand(after="".join(f'<a a{number}=""/>' for number in range(30_000)))) == "S05"


def test_countless_elements_and_merges_are_too_much_and_column_groups_are_nothing() -> None:
    assert refusal(by_hand(after="<a/>" * 5000), elements=1000) == "S34"
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 11
    assert refusal(by_hand(after=f"<mergeCells>{merges}</mergeCells>"), merges=10) == "S34"
    columns = "".join(f'<col min="{number}" max="{number}" width="9"/>' for number in range(1, 16_385))
    assert cells(by_hand(before=f"<cols>{columns}</cols>")) == cells(by_hand())


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="A1"><v>3</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>๐</v></c></row>',
        '<row r="1"><c r="A1" t="odd"><v>9</v></c></row>',
        "<row><broken>",
    ],
)
def test_cells_that_contradict_themselves_make_the_file_damaged(row: str) -> None:
    assert refusal(by_hand(row)) == "S01"


def test_a_sheet_that_is_something_else_or_of_odd_encoding_is_damaged() -> None:
    assert refusal(zipped(parts_of("<html/>"))) == "S01"
    assert refusal(zipped(parts_of('<?xml version="1.0" encoding="idna"?>' + sheet_xml()))) == "S01"
    assert refusal(zipped(parts_of(b'<worksheet a="\xff"/>'))) == "S01"
    without = parts_of(sheet_xml())
    del without["xl/worksheets/sheet1.xml"]
    assert refusal(zipped(without)) == "S01"


def test_cells_and_text_are_counted_over_all_sheets() -> None:
    def fill(book: Any, sheet: Any) -> None:
        for one in (sheet, book.add_worksheet("b")):
            one.write_string(0, 0, "กข")
            one.write_string(1, 0, "คง")

    assert refusal(written(fill), cells=3) == "S34"
    assert refusal(written(fill), total_chars=7) == "S34"
    read_workbook(written(fill), Limits(cells=4, total_chars=8))


def test_two_sheets_on_one_part_are_damaged() -> None:
    parts = parts_of(sheet_xml())
    book = str(parts["xl/workbook.xml"]).replace("</sheets>", '<sheet name="b" sheetId="2" r:id="s1"/></sheets>')
    assert refusal(zipped(parts | {"xl/workbook.xml": book})) == "S01"


def test_a_zip64_directory_is_read() -> None:
    data = GOOD
    end = data.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HLL", data, end + 10)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert set(check_container(data[:end] + end64 + locator + last).parts) == set(check_container(data).parts)
