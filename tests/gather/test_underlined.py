"""Lines that somebody underlined from end to end, in each kind of file, as its own program writes them."""

import io
import zipfile

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]
from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]

from sarup.gather.read_file import read_file
from sarup.gather.underlined import underlined_lines
from sarup.gather.workbook import pack, unpack
from sarup.thai.markup import underlined_runs


@pytest.mark.parametrize(
    ("runs", "lines"),
    [
        ([("หัวข้อ", True)], ["หัวข้อ"]),
        ([("หัวข้อ\nก", True)], ["หัวข้อ", "ก"]),
        ([("หัว", True), ("ข้อ", True), ("\nก", False)], ["หัวข้อ"]),
        ([("หัว", True), ("ข้อ", False)], []),
        ([("๑. ", False), ("หัวข้อ", True)], []),
        ([("หัวข้อ", True), (" ", False), ("\r\nก", False)], ["หัวข้อ"]),
        ([("\n \n", True)], []),
    ],
)
def test_a_line_counts_when_every_letter_of_it_is_underlined(runs: list[tuple[str, bool]], lines: list[str]) -> None:
    assert underlined_lines(runs) == lines


def test_a_rich_text_of_excel_tells_its_underlined_lines() -> None:
    book = openpyxl.Workbook()
    single, double, none = (InlineFont(u=style) for style in ("single", "double", "none"))
    book.active["A1"] = CellRichText(TextBlock(single, "หัวข้อหนึ่ง\n"), "๑. ก\n", TextBlock(double, "หัวข้อสอง"))
    book.active["A2"] = CellRichText(TextBlock(none, "ไม่ขีด"), "\nข", TextBlock(single, "ครึ่งบรรทัด"))
    book.active["A3"] = "หัวข้อหนึ่ง"
    saved = io.BytesIO()
    book.save(saved)
    workbook = read_file(saved.getvalue())
    assert workbook.underlined == ("หัวข้อสอง", "หัวข้อหนึ่ง")
    assert next(cell.text for cell in workbook.sheets[0].cells) == "หัวข้อหนึ่ง\n๑. ก\nหัวข้อสอง"
    assert unpack(pack(workbook)).underlined == workbook.underlined


def test_a_rich_text_in_the_shared_texts_is_read_alike() -> None:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        style = book.add_format({"underline": 1})
        book.add_worksheet().write_rich_string(0, 0, style, "หัวข้อ\n", "๑. ก")
    assert read_file(saved.getvalue()).underlined == ("หัวข้อ",)


def test_an_underlined_cell_is_no_underlined_text() -> None:
    # Excel gives a cell with an address in it the style of a link by itself.
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        book.add_worksheet().write_string(0, 0, "http://a.go.th", book.add_format({"underline": 1}))
    assert read_file(saved.getvalue()).underlined == ()


def test_a_word_document_tells_its_underlined_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run("หัวข้อ").underline = True
    cell.add_paragraph("๑. ก").runs[0].underline = False
    half = cell.add_paragraph("ครึ่ง")
    half.add_run("บรรทัด").underline = True
    saved = io.BytesIO()
    document.save(saved)
    assert read_file(saved.getvalue()).underlined == ("หัวข้อ",)


def test_a_spreadsheet_of_libreoffice_tells_its_underlined_paragraphs() -> None:
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text">'
        f'<style:text-properties style:text-underline-style="{line}"/></style:style>'
        for name, line in (("T1", "solid"), ("T2", "none"))
    )
    paragraphs = (
        '<text:p><text:span text:style-name="T1">หัวข้อ<text:s/>หนึ่ง</text:span></text:p>'
        '<text:p><text:span text:style-name="T2">ไม่ขีด</text:span></text:p>'
        '<text:p>ครึ่ง<text:span text:style-name="T1">บรรทัด</text:span></text:p>'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        '<office:spreadsheet><table:table table:name="ก"><table:table-row><table:table-cell>'
        f"{paragraphs}</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    assert read_file(saved.getvalue()).underlined == ("หัวข้อ หนึ่ง",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p><u>หัวข้อ</u></p> <p>๑. ก</p>", ["หัวข้อ"]),
        ("<p><U class='x'>หัว</U><b><u>ข้อ</u></b></p>", ["หัวข้อ"]),
        ("<ul><li>ก</li></ul><p>ข</p>", []),
        ("</u>ก<br><u>ข", ["ข"]),
    ],
)
def test_pasted_html_tells_its_underlined_paragraphs(text: str, lines: list[str]) -> None:
    assert underlined_lines(underlined_runs(text)) == lines


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str) -> bytes:
    """Return a document with this body."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as packed:
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body><w:p>{body}</w:p></w:body></w:document>'
        )
    return saved.getvalue()


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>ก</w:t></w:r>', ("ก",)),
        # The underline was taken off, and Word keeps what was before.
        (
            '<w:r><w:rPr><w:rPrChange><w:rPr><w:u w:val="single"/></w:rPr></w:rPrChange></w:rPr><w:t>ก</w:t></w:r>',
            (),
        ),
        (
            '<w:r><w:rPr><w:u w:val="single"/><w:rPrChange><w:rPr><w:u w:val="none"/></w:rPr></w:rPrChange></w:rPr>'
            "<w:t>ก</w:t></w:r>",
            ("ก",),
        ),
        # A text box inside a run.
        (
            '<w:r><w:pict><w:p><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>ใน</w:t></w:r></w:p></w:pict>'
            "<w:t>นอก</w:t></w:r>",
            ("ใน",),
        ),
    ],
)
def test_word_tells_the_underline_that_holds(body: str, lines: tuple[str, ...]) -> None:
    assert read_file(word(body)).underlined == lines
