"""What must hold of the Word document."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from sarup.assets import asset_path
from sarup.render.content.document import Bar, Document, Picture
from sarup.render.docx.report import write_docx
from sarup.render.docx.template import build_template
from sarup.thai.words import split_words
from tests.support.render.full_document import BUDGET_CHART, CHART, PNG, SIGNATURES, SVG, full_document
from tests.support.render.hostile_document import HOSTILE as HOSTILE_TEXTS
from tests.support.render.hostile_document import hostile_document
from tests.support.render.sample_document import (
    LISTED_ROW,
    LONG_ROW,
    SAMPLE,
    SHORT_ROW,
    STATUS_TABLE,
    document_with_row,
    sample_document,
)
from tests.support.render.word_reader import DRAWING, W, WordReader

HOSTILE = "{{ 7*7 }} {% for x in y %} {_{ }_} %_} <w:p/> &amp; </w:t> \"q\" 'a' =1+1 {#c#}"

# What an XML file cannot hold: controls but white space, halves of pairs, the two last places of a plane.
NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    assert printed(full_document(), tmp_path).read_bytes() == printed(full_document(), tmp_path / "b").read_bytes()


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
    assert 'w:altName w:val="TH SarabunPSK,TH SarabunIT๙"' in fonts


def test_properties_come_from_the_document(tmp_path: Path) -> None:
    about = read_back(sample_document(), tmp_path).core_properties
    assert (about.title, about.author) == (" ".join(SAMPLE.title_lines), SAMPLE.author)
    assert about.created.date() == about.modified.date() == SAMPLE.dated


def test_every_run_has_its_thai_font_size_weight_and_language(tmp_path: Path) -> None:
    reader = WordReader(printed(full_document(), tmp_path))
    looks = [look for _, look in reader.runs()]
    assert len(looks) > 100
    assert {look["rFonts.cs"] for look in looks} == {look["rFonts.ascii"] for look in looks} == {"TH Sarabun New"}
    assert {look["lang.bidi"] for look in looks} == {"th-TH"}
    assert all(look["szCs.val"] == look["sz.val"] for look in looks)
    assert all(("b.val" in look) is ("bCs.val" in look) for look in looks)
    weights = {text: "bCs.val" in look for text, look in reader.runs()}
    assert weights[SAMPLE.summary_heading] and weights["รวม"] and not weights[SAMPLE.summary[0]]


def test_nothing_asks_to_be_updated_or_repaired_when_the_file_opens(tmp_path: Path) -> None:
    reader = WordReader(printed(full_document(), tmp_path))
    settings = reader.parts["word/settings.xml"]
    assert settings.find(f"{W}updateFields") is None
    generation = {mode.get(f"{W}name"): mode.get(f"{W}val") for mode in settings.iter(f"{W}compatSetting")}
    assert generation["compatibilityMode"] == "15"
    for part in reader.texts():
        assert not any(f"{W}dirty" in field.attrib for field in part.iter(f"{W}fldChar"))
        assert {code.text.split()[0] for code in part.iter(f"{W}instrText")} <= {"PAGE", "NUMPAGES"}
    assert settings.find(f"{W}themeFontLang").get(f"{W}bidi") == "th-TH"


def test_no_style_brings_letters_of_its_own_into_the_gallery(tmp_path: Path) -> None:
    styles = WordReader(printed(full_document(), tmp_path)).parts["word/styles.xml"]
    assert {fonts.get(f"{W}cs") for fonts in styles.iter(f"{W}rFonts")} == {"TH Sarabun New"}
    assert not [*styles.iter(f"{W}color")]


def test_headings_stand_in_the_navigation_pane_and_stay_with_what_follows(tmp_path: Path) -> None:
    styles = read_back(full_document(), tmp_path).styles
    for level in (1, 2, 3):
        shape = styles[f"Heading {level}"]
        assert shape.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert shape.paragraph_format.keep_with_next and shape.paragraph_format.keep_together


def test_a_chart_is_a_picture_with_text_and_caption_before_the_table_of_its_data(tmp_path: Path) -> None:
    blocks = [*read_back(full_document(), tmp_path).iter_inner_content()]
    start = next(n for n, block in enumerate(blocks) if getattr(block, "text", "") == STATUS_TABLE.heading)
    picture, caption, note, label, table = blocks[start + 1 : start + 6]
    (told,) = picture._p.iter(f"{DRAWING}docPr")
    assert (told.get("name"), told.get("descr")) == (CHART.heading, CHART.alt)
    assert (caption.style.name, caption.text) == ("Caption", f"แผนภูมิ : {CHART.heading}")
    assert (note.text, label.text) == ("นับเฉพาะรายการที่มีผลแล้ว", "ตารางข้อมูลของแผนภูมิ")
    assert table.rows[0].cells[0].text == STATUS_TABLE.heads[0]


def test_every_picture_has_a_text_and_a_number_of_its_own(tmp_path: Path) -> None:
    body = WordReader(printed(full_document(), tmp_path)).parts["word/document.xml"]
    told = [*body.iter(f"{DRAWING}docPr")]
    assert [picture.get("descr") for picture in told] == ["ตราของสำนักงานสวนตัวอย่าง", CHART.alt, BUDGET_CHART.alt]
    assert len({picture.get("id") for picture in told}) == len(told)


def test_a_chart_higher_than_a_page_becomes_several_pictures(tmp_path: Path) -> None:
    bars = tuple(Bar(f"ข้อ {n}", (1, 2)) for n in range(60))
    table = replace(STATUS_TABLE, chart=replace(CHART, bars=bars))
    body = WordReader(printed(sample_document(status_table=table), tmp_path)).parts["word/document.xml"]
    heights = [int(extent.get("cy")) / 12700 for extent in body.iter(f"{DRAWING}extent")]
    assert len(heights) > 1 and max(heights) < 174 / 25.4 * 72


@pytest.mark.parametrize("emblem", [Picture(PNG, "png", "ตรา"), Picture(SVG, "svg", "ตรา")])
def test_the_emblem_stands_in_the_middle_above_the_title_with_its_text(tmp_path: Path, emblem: Picture) -> None:
    picture, title = read_back(sample_document(emblem=emblem), tmp_path).paragraphs[:2]
    (told,), (extent,) = picture._p.iter(f"{DRAWING}docPr"), picture._p.iter(f"{DRAWING}extent")
    assert told.get("descr") == "ตรา" and picture.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert int(extent.get("cy")) == pytest.approx(20 * 36000, rel=0.01)
    assert title.text == SAMPLE.title_lines[0]


def test_tables_have_a_name_and_say_their_columns_to_those_who_do_not_see_them(tmp_path: Path) -> None:
    tables = read_back(sample_document(), tmp_path).tables
    first = SAMPLE.strategies[0]
    names = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in tables]
    assert names[0] == STATUS_TABLE.heading and names[-1] == SAMPLE.annexes[0].heading
    assert names[1] == f"{first.heading} {first.sections[0].heading}"
    told = tables[1]._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert told == "แนวทางปฏิบัติ · กิจกรรม/โครงการ · ตัวชี้วัด · ผลลัพธ์ · ผลการดำเนินการ"


def test_further_columns_of_the_office_are_printed(tmp_path: Path) -> None:
    rows = read_back(full_document(), tmp_path).tables[1].rows
    assert [cell.text for cell in rows[0].cells][5:] == ["หน่วยงาน", "หมายเหตุ"]
    assert [cell.text for cell in rows[1].cells][5:] == ["กลุ่มสวน", "ไม่มี"]


def test_places_to_sign_end_the_report_without_rules_and_never_split(tmp_path: Path) -> None:
    document = read_back(full_document(signatures=(*SIGNATURES, SIGNATURES[0])), tmp_path)
    table = document.tables[-1]
    assert [*document.iter_inner_content()][-2]._element is table._tbl
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None and table.style.name == "Normal Table"
    assert [len(row.cells) for row in table.rows] == [4, 4]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    signed, name, position = table.rows[0].cells[1].paragraphs
    assert signed.text.endswith(" ผู้ตรวจสอบ") and signed.text.startswith("....")
    assert (name.text, position.text) == ("(ชื่อผู้ตรวจสอบ)", "หัวหน้ากลุ่มแผนงาน")
    assert table.rows[0].cells[0].paragraphs[1].text.startswith("(....")
    assert [cell.text for cell in table.rows[1].cells][1:] == ["", "", ""]


def test_numerals_of_two_digits_and_lists_inside_lists_are_indented_further(tmp_path: Path) -> None:
    lines = "\n".join(f"{number} คำ" for number in ("๙.", "๑๐๐.", "  (ก)"))
    cell = read_back(document_with_row(replace(SHORT_ROW, narrative=lines)), tmp_path).tables[1].rows[1].cells[4]
    first, wide, inner = (line.paragraph_format for line in cell.paragraphs)
    assert first.left_indent == wide.left_indent == -wide.first_line_indent > Mm(6)
    assert inner.left_indent > wide.left_indent


def test_the_first_row_and_the_row_before_the_last_are_not_left_alone(tmp_path: Path) -> None:
    rows = read_back(sample_document(), tmp_path).tables[-1].rows
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in rows]
    assert [n for n, is_kept in enumerate(kept) if is_kept] == [1, len(rows) - 2]


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


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_no_text_in_any_field_breaks_the_file(tmp_path: Path, text: str) -> None:
    path = printed(hostile_document(text), tmp_path)
    WordReader(path)
    cell = docx.Document(str(path)).tables[1].rows[1].cells[4]
    assert squeeze(cell.text) == (squeeze(NOT_XML.sub("\ufffd", text)) or "-")


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tmp_path: Path) -> None:
    document = document_with_row(replace(SHORT_ROW, narrative="ก\x00ข\x07ค\ud800\ufffe\U0001f600"))
    assert read_back(document, tmp_path).tables[1].rows[1].cells[4].text == "ก\ufffdข\ufffdค\ufffd\ufffd\U0001f600"


def test_a_header_with_more_than_it_has_room_for_ends_behind_a_word(tmp_path: Path) -> None:
    name = "รายงานผลการดำเนินการของสำนักงานสวนตัวอย่าง" * 5
    header = read_back(sample_document(short_header=name), tmp_path).sections[0].header.paragraphs[0].text
    kept, told, _ = header.partition("…")
    assert told and name.startswith(kept) and 100 < len(kept) <= 150
    assert "".join(split_words(name)[: len(split_words(kept))]) == kept
