"""What must hold of the cover letter."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.shared import Cm, Pt

from sarup.render.content.document import Document, Signature
from sarup.render.docx.memo import write_memo_docx
from tests.support.render.full_document import MEMO, full_document
from tests.support.render.hostile_document import HOSTILE, hostile_document
from tests.support.render.sample_document import SAMPLE
from tests.support.render.word_reader import DRAWING, WordReader


def printed(document: Document, folder: Path) -> Path:
    path = folder / "memo.docx"
    write_memo_docx(document, path)
    return path


def read_back(document: Document, folder: Path) -> Any:
    return docx.Document(str(printed(document, folder)))


def test_the_page_and_its_margins_are_those_of_official_papers(tmp_path: Path) -> None:
    section = read_back(full_document(), tmp_path).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(side.cm, 1) for side in sides] == [3, 2, 2.5, 2]


def test_emblem_and_title_share_a_line_and_the_emblem_is_a_centimetre_and_a_half_high(tmp_path: Path) -> None:
    title = read_back(full_document(), tmp_path).paragraphs[0]
    (told,), (extent,) = title._p.iter(f"{DRAWING}docPr"), title._p.iter(f"{DRAWING}extent")
    assert told.get("descr") == "ตราของสำนักงานสวนตัวอย่าง"
    assert int(extent.get("cy")) == pytest.approx(Cm(1.5), rel=0.001)
    assert title.text == "\tบันทึกข้อความ"
    assert title.style.font.size == Pt(29) and title.style.font.bold
    assert title.style.paragraph_format.tab_stops[0].position == pytest.approx(Cm(8), abs=700)


def test_number_and_date_share_a_line_and_dots_run_under_what_is_filled_in(tmp_path: Path) -> None:
    lines = read_back(full_document(), tmp_path).paragraphs[1:5]
    assert [re.split(r"\s{2,}|\t", line.text)[0] for line in lines] == ["ส่วนราชการ", "ที่", "เรื่อง", "เรียน"]
    labels = [run for line in lines[:3] for run in line.runs if run.style.name == "Sarup Memo Label"]
    filled = [run for line in lines[:3] for run in line.runs if run.style.name == "Sarup Memo Filled"]
    assert [run.text for run in labels] == ["ส่วนราชการ", "ที่", "วันที่", "เรื่อง"]
    assert {run.style.font.size for run in labels} == {Pt(20)}
    assert {run.style.font.underline for run in filled} == {WD_UNDERLINE.DOTTED}
    assert filled[2].text == "        เมษายน ๒๕๖๔\t", "the room for the day stays"
    assert lines[3].text == "เรียน\tผู้อำนวยการสำนักงานสวนตัวอย่าง"


def test_paragraphs_are_indented_and_spread_as_thai(tmp_path: Path) -> None:
    lines = read_back(full_document(), tmp_path).paragraphs[5:8]
    assert tuple(line.text for line in lines) == MEMO.paragraphs
    shape = lines[0].style.paragraph_format
    assert round(shape.first_line_indent.cm, 1) == 2.5
    assert shape.alignment == WD_ALIGN_PARAGRAPH.THAI_JUSTIFY


def test_the_signature_stands_in_the_right_half_with_the_name_or_room_for_it(tmp_path: Path) -> None:
    lines = read_back(full_document(), tmp_path).paragraphs[-2:]
    assert re.fullmatch(r"\(\.{20,}\)", lines[0].text) and lines[1].text == "หัวหน้ากลุ่มแผนงาน"
    assert round(lines[0].style.paragraph_format.left_indent.cm, 1) == 8
    named = replace(MEMO, signature=Signature("", "ชื่อผู้ลงนาม", "ผู้อำนวยการ\nรักษาราชการแทน"))
    texts = [line.text for line in read_back(full_document(memo=named), tmp_path).paragraphs[-3:]]
    assert texts == ["(ชื่อผู้ลงนาม)", "ผู้อำนวยการ", "รักษาราชการแทน"]


def test_every_run_has_its_thai_font_size_weight_and_language(tmp_path: Path) -> None:
    looks = [look for _, look in WordReader(printed(full_document(), tmp_path)).runs()]
    assert {look["rFonts.cs"] for look in looks} == {"TH Sarabun New"}
    assert {look["lang.bidi"] for look in looks} == {"th-TH"}
    assert all(look["szCs.val"] == look["sz.val"] for look in looks)
    assert all(("b.val" in look) is ("bCs.val" in look) for look in looks)
    assert {look["szCs.val"] for look in looks} == {"58", "40", "32", "24"}


def test_the_same_document_gives_the_same_bytes_and_the_subject_as_its_title(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, second = printed(full_document(), tmp_path), printed(full_document(), tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    about = docx.Document(str(first)).core_properties
    assert about.title == f"บันทึกข้อความ {MEMO.fields[3][1]}"
    assert (about.author, about.created.date(), about.language) == (SAMPLE.author, SAMPLE.dated, "th-TH")


def test_a_sample_says_so_at_the_top(tmp_path: Path) -> None:
    assert read_back(full_document(), tmp_path).sections[0].header.paragraphs[0].text == SAMPLE.sample_note


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_in_any_field_breaks_the_file(tmp_path: Path, text: str) -> None:
    path = printed(hostile_document(text), tmp_path)
    WordReader(path)
    assert len(docx.Document(str(path)).paragraphs) >= 9


def test_a_letter_without_fields_or_paragraphs_is_still_one(tmp_path: Path) -> None:
    bare = replace(MEMO, fields=(), paragraphs=())
    assert len(read_back(full_document(memo=bare, emblem=None), tmp_path).paragraphs) == 3


def test_a_report_without_a_letter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no cover letter"):
        write_memo_docx(SAMPLE, tmp_path / "memo.docx")
