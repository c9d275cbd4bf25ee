"""Word documents: tables as sheets, as python-docx and Word write them."""

import io
import zipfile

import docx
import pytest

from sarup.gather.container import Refusal
from sarup.gather.read_file import read_file
from sarup.gather.sheet_part import Cell
from sarup.gather.workbook import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def document(body: str, namespace: str = W) -> bytes:
    """Return a document with this body."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(*texts: str, properties: str = "") -> str:
    """Return a cell of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows, each the cells of it."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(book: Workbook, sheet: int) -> list[tuple[int, int, str]]:
    """Return row, column and text of a sheet's cells."""
    return [(one.row, one.column, one.text) for one in book.sheets[sheet].cells]


def test_a_document_of_python_docx_is_read_table_by_table() -> None:
    made = docx.Document()
    made.add_paragraph("รายงานผล รอบ ๖ เดือน")
    first = made.add_table(rows=1, cols=2)
    first.cell(0, 0).text, first.cell(0, 1).text = "แนวทางปฏิบัติ", "ผล\nลัพธ์"
    made.add_paragraph("กลยุทธ์ที่ ๒")
    second = made.add_table(rows=2, cols=3)
    second.cell(1, 2).text = "๒ ครั้ง"
    packed = io.BytesIO()
    made.save(packed)
    book = read_file(packed.getvalue())
    assert book.container == "docx"
    assert [sheet.name for sheet in book.sheets] == ["ข้อความนอกตาราง", "ตารางที่ 1", "ตารางที่ 2"]
    assert texts(book, 0) == [
        (1, 1, "รายงานผล รอบ ๖ เดือน"),
        (2, 2, "[ตารางที่ 1]"),
        (3, 1, "กลยุทธ์ที่ ๒"),
        (4, 2, "[ตารางที่ 2]"),
    ]
    assert texts(book, 1) == [(1, 1, "แนวทางปฏิบัติ"), (1, 2, "ผล\nลัพธ์")]
    assert book.sheets[2].cells == [Cell(2, 3, "text", "๒ ครั้ง", False, True)]


def test_joined_cells_keep_their_grid_columns() -> None:
    book = read_file(
        document(
            table(
                cell("ยุทธศาสตร์", properties='<w:gridSpan w:val="2"/>') + cell("c"),
                cell("ข้อ ๑", properties='<w:vMerge w:val="restart"/>') + cell("b1") + cell("c1"),
                cell("", properties="<w:vMerge/>") + cell("b2") + cell("c2"),
            )
        )
    )
    assert texts(book, 1) == [
        (1, 1, "ยุทธศาสตร์"), (1, 3, "c"), (2, 1, "ข้อ ๑"), (2, 2, "b1"), (2, 3, "c1"), (3, 2, "b2"), (3, 3, "c2"),
    ]  # fmt: skip
    assert book.sheets[1].merges == ["A1:B1", "A2:A3"]


def test_a_table_in_a_content_control_counts_and_one_inside_a_cell_is_text() -> None:
    inner = table(cell("ใน"))
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('นอก')}{inner}{paragraph('ท้าย')}</w:tc></w:tr></w:tbl>"
    book = read_file(document(f"<w:sdt><w:sdtContent>{outer}</w:sdtContent></w:sdt>"))
    assert texts(book, 1) == [(1, 1, "นอก\nใน\nท้าย")]


def test_deleted_text_and_field_codes_are_left_out_and_insertions_kept() -> None:
    runs = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>๒</w:t><w:tab/></w:r>"
        "<w:del><w:r><w:delText>สาม</w:delText></w:r></w:del><w:ins><w:r><w:t>ครั้ง</w:t><w:br/></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>จบ</w:t></w:r></w:p>"
    )
    assert texts(read_file(document(runs)), 0) == [(1, 1, "๒\tครั้ง\nจบ")]


def test_the_strict_namespace_is_read_alike() -> None:
    assert texts(read_file(document(table(cell("x")), STRICT)), 1) == [(1, 1, "x")]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (table(cell("x", properties='<w:gridSpan w:val="100000000"/>')), "S34"),
        (table(cell("x", properties='<w:gridSpan w:val="many"/>')), "S01"),
        (table(cell("ก" * 1_000_001)), "S34"),
        (table(cell("x")) * 101, "S34"),
        ("<w:p>" * 100 + "</w:p>" * 100, "S05"),
        ("<w:p>", "S01"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_with_its_rule(body: str, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(document(body))
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    "drawn",
    [
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape></w:pict>',
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{box}</wps:txbx></w:drawing>'
        "</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_text_box_over_a_cell_is_not_the_cells_text(drawn: str) -> None:
    def box(content: str) -> str:
        return f"<w:r>{drawn.format(box=f'<w:txbxContent>{content}</w:txbxContent>')}</w:r>"

    over = box(paragraph("ร่าง") + table(cell("ร่างตาราง")))
    answered = f"<w:tc><w:p><w:r><w:t>๖ ช่องทาง</w:t></w:r>{over}</w:p></w:tc>"
    empty = f"<w:tc><w:p>{over}</w:p></w:tc>"
    title = f"<w:p>{box(paragraph('รอบ ๖ เดือน'))}</w:p>"
    book = read_file(document(title + table(answered + empty + cell("ดำเนินการแล้ว"))))
    assert [sheet.name for sheet in book.sheets] == ["ข้อความนอกตาราง", "ตารางที่ 1"]
    assert texts(book, 0) == [(1, 1, "รอบ ๖ เดือน"), (2, 2, "[ตารางที่ 1]")]
    assert texts(book, 1) == [(1, 1, "๖ ช่องทาง"), (1, 3, "ดำเนินการแล้ว")]
