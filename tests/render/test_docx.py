"""What must hold of the Word document."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from sample_document import LISTED_ROW, LONG_ROW, SAMPLE, SHORT_ROW, document_with_row, sample_document

from sarup.assets import asset_path
from sarup.render.document import Document
from sarup.render.docx import write_docx
from sarup.render.docx_template import build_template

HOSTILE = "{{ 7*7 }} {% for x in y %} {_{ }_} %_} <w:p/> &amp; </w:t> \"q\" 'a' =1+1 {#c#}"


def printed(document: Document, folder: Path) -> Path:
    path = folder / "report.docx"
    write_docx(document, path)
    return path


def read_back(document: Document, folder: Path) -> Any:
    return docx.Document(str(printed(document, folder)))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_committed_template_is_what_its_script_builds() -> None:
    assert asset_path("templates/report/report.docx").read_bytes() == build_template()


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert printed(sample_document(), tmp_path).read_bytes() == printed(sample_document(), tmp_path / "b").read_bytes()


def test_no_entry_of_the_file_tells_a_time_and_all_are_sorted(tmp_path: Path) -> None:
    with zipfile.ZipFile(printed(sample_document(), tmp_path)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = packed.namelist()
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])


def test_every_part_is_well_formed_and_no_field_is_left(tmp_path: Path) -> None:
    with zipfile.ZipFile(printed(sample_document(), tmp_path)) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))]
    for part in parts:
        etree.fromstring(part)
    assert not any(b"{{" in part or b"{%" in part for part in parts)


def test_every_cell_holds_its_text_in_order(tmp_path: Path) -> None:
    tables = read_back(sample_document(), tmp_path).tables[1:4]
    rows = [row for part in SAMPLE.strategies for section in part.sections for row in section.rows]
    expected = [[row.guideline, row.activity, row.indicator, row.outcome, row.narrative] for row in rows]
    found = [[cell.text for cell in row.cells] for table in tables for row in table.rows[1:]]
    assert [list(map(squeeze, row)) for row in found] == [list(map(squeeze, row)) for row in expected]


def test_summary_and_annex_tables_print_their_numbers(tmp_path: Path) -> None:
    tables = read_back(sample_document(), tmp_path).tables
    assert [cell.text for cell in tables[0].rows[1].cells][1:] == ["๓", "๑", "๓๓.๓๓"]
    assert [cell.text for cell in tables[0].rows[3].cells] == ["รวม", "๔", "๑", "๒๕.๐๐"]
    assert [cell.text for cell in tables[-1].rows[1].cells][2] == "๑,๒๓๔,๕๖๗.๕๐"
    assert tables[-1].rows[-1].cells[0].text == "-"


def test_headings_are_real_styles_in_printed_order(tmp_path: Path) -> None:
    lines = read_back(sample_document(), tmp_path).paragraphs
    headings = [(line.style.name, line.text) for line in lines if line.style.name.startswith("Heading")]
    first, second = SAMPLE.strategies
    assert headings == [
        ("Heading 1", SAMPLE.summary_heading),
        ("Heading 2", SAMPLE.status_table.heading),
        ("Heading 1", SAMPLE.detail_heading),
        ("Heading 2", first.heading),
        *(("Heading 3", section.heading) for section in first.sections),
        ("Heading 2", second.heading),
        ("Heading 1", SAMPLE.annexes[0].heading),
    ]


def test_a_line_end_in_a_text_begins_a_paragraph_and_typed_numerals_hang(tmp_path: Path) -> None:
    cell = read_back(document_with_row(LISTED_ROW), tmp_path).tables[1].rows[1].cells[1]
    assert [line.text for line in cell.paragraphs] == [
        "๑.\tติดป้ายหน้าสวน",
        "๒.\tลงประกาศทางเว็บไซต์ และสื่ออื่น ๆ ที่ประชาชนเข้าถึงได้",
    ]
    assert {line.style.name for line in cell.paragraphs} == {"Sarup Cell Listed"}
    assert cell.paragraphs[0].style.paragraph_format.first_line_indent < 0


def test_header_rows_repeat_and_only_high_rows_may_split(tmp_path: Path) -> None:
    for row, whole in ((SHORT_ROW, True), (LONG_ROW, False)):
        table = read_back(document_with_row(row), tmp_path).tables[1]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        properties = table.rows[1]._tr.trPr
        assert (properties is not None and properties.find(qn("w:cantSplit")) is not None) is whole


def test_columns_have_their_widths_in_the_grid(tmp_path: Path) -> None:
    for table in read_back(sample_document(), tmp_path).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert len(widths) == len(table.rows[0].cells)
        assert abs(sum(widths) - 15137) <= len(widths)


def test_the_page_is_a4_across(tmp_path: Path) -> None:
    section = read_back(sample_document(), tmp_path).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


@pytest.mark.parametrize(("digits", "switch"), [("thai", "THAIARABIC"), ("arabic", "ARABIC")])
def test_pages_are_numbered_by_fields_in_the_chosen_digits(tmp_path: Path, digits: str, switch: str) -> None:
    footer = read_back(sample_document(digits=digits), tmp_path).sections[0].footer._element
    codes = [code.text.strip() for code in footer.iter(qn("w:instrText"))]
    assert codes == [rf"PAGE \* {switch}", rf"NUMPAGES \* {switch}"]


def test_thai_letters_get_font_size_weight_and_language(tmp_path: Path) -> None:
    with zipfile.ZipFile(printed(sample_document(), tmp_path)) as packed:
        styles, fonts = packed.read("word/styles.xml").decode(), packed.read("word/fontTable.xml").decode()
    defaults = styles[: styles.index("</w:docDefaults>")]
    assert 'w:cs="TH Sarabun New"' in defaults and 'w:szCs w:val="32"' in defaults and 'w:bidi="th-TH"' in defaults
    assert "Theme" not in defaults
    assert "<w:b/><w:bCs/>" in styles
    assert 'w:altName w:val="TH SarabunPSK,Sarabun"' in fonts


def test_properties_come_from_the_document(tmp_path: Path) -> None:
    about = read_back(sample_document(), tmp_path).core_properties
    assert (about.title, about.author) == (" ".join(SAMPLE.title_lines), SAMPLE.author)
    assert about.created.date() == about.modified.date() == SAMPLE.dated


def test_hostile_text_is_printed_as_it_stands(tmp_path: Path) -> None:
    part = replace(SAMPLE.strategies[0], heading=HOSTILE, objectives=(HOSTILE,))
    row = document_with_row(replace(SHORT_ROW, narrative=HOSTILE)).strategies[0].sections
    document = sample_document(
        strategies=(replace(part, sections=row),),
        short_header=HOSTILE,
        title_lines=(HOSTILE, HOSTILE),
        author=HOSTILE,
    )
    found = read_back(document, tmp_path)
    assert found.tables[1].rows[1].cells[4].text == HOSTILE
    assert found.paragraphs[0].text == HOSTILE
    assert HOSTILE in found.sections[0].header.paragraphs[0].text
    assert found.core_properties.author == HOSTILE


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tmp_path: Path) -> None:
    document = document_with_row(replace(SHORT_ROW, narrative="ก\x00ข\x07ค\ud800\ufffe\U0001f600"))
    assert read_back(document, tmp_path).tables[1].rows[1].cells[4].text == "ก\ufffdข\ufffdค\ufffd\ufffd\U0001f600"
