"""What must hold of the printed PDF.

Order is read with `pdftotext -raw`: it follows the order in which the page is drawn, which is cell by cell,
while its other modes rebuild columns by position and mix them. White space is left out of the comparison.
"""

import re
import subprocess
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from sarup.render.content.document import Document, Section
from sarup.render.content.paragraphs import Paragraph, split_paragraphs
from sarup.render.measure.lines import MISSING, count_lines, joined_phrases, pieces, printable, set_lines, width
from sarup.render.pdf.report import typeset_source, write_pdf
from sarup.render.typst.typesetting import typst_literal
from sarup.thai.words import split_words
from tests.support.render.sample_document import (
    LISTED_ROW,
    LONG_ROW,
    SAMPLE,
    SHORT_ROW,
    STATUS_TABLE,
    document_with_row,
    sample_document,
)

HOSTILE = '#panic("x") $x^2$ \\u{41} "] ) #read("/etc/passwd") {{ 7*7 }} {% raw %} <b>=1+1</b> @ref // */ -- `code`'
SHIFTED_MARKS = "น้ำ ป่ำ ป้ำ ฟ้ำ ฝั่ง ปี่ ฎุ ฐู ญู ครั้ง เพิ่ม ทั้ง คำสั่ง ก๊ำ ก๋ำ ผู้ กู้ ฏู่ ฬุ ฟื้น ปั้น"


def squeeze(text: str) -> str:
    return re.sub(r"[\s\f]+", "", text)


def printed(document: Document, folder: Path) -> Path:
    path = folder / "report.pdf"
    write_pdf(document, path)
    return path


def poppler_text(path: Path, *how: str) -> str:
    told = subprocess.run(["pdftotext", *how, str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode("utf-8")


def pdfium_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def pictures(path: Path) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [bytes(page.render(scale=1.5).buffer) for page in pdf]


def words_of(document: Document) -> set[str]:
    addressless = (re.sub(r"https?://\S+", "", cell) for cell in cells_in_order(document))
    return {word for cell in addressless for word in split_words(cell) if not word.isspace()}


def cells_in_order(document: Document) -> list[str]:
    rows = [row for part in document.strategies for section in part.sections for row in section.rows]
    return [text for row in rows for text in (row.guideline, row.activity, row.indicator, row.outcome, row.narrative)]


def test_every_cell_stands_in_the_text_layer_in_reading_order(tmp_path: Path) -> None:
    document = sample_document(strategies=SAMPLE.strategies[:1])
    text, at = squeeze(poppler_text(printed(document, tmp_path), "-raw")), 0
    for cell in cells_in_order(document):
        found = text.find(squeeze(cell), at)
        assert found >= 0, cell
        at = found + len(squeeze(cell))


@pytest.mark.parametrize("how", [(), ("-raw",), ("-layout",)])
def test_poppler_finds_every_word(tmp_path: Path, how: tuple[str, ...]) -> None:
    document = sample_document()
    text = poppler_text(printed(document, tmp_path), *how)
    assert [word for word in words_of(document) if word not in text] == []


def test_pdfium_finds_every_word(tmp_path: Path) -> None:
    """White space is left out: pdfium takes a page with one high narrow column for vertical writing."""
    document = sample_document()
    text = squeeze(pdfium_text(printed(document, tmp_path)))
    assert [word for word in words_of(document) if word not in text] == []


def test_the_repaired_page_looks_as_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_with_row(replace(SHORT_ROW, narrative=SHIFTED_MARKS))
    repaired = pictures(printed(document, tmp_path))
    monkeypatch.setattr("sarup.render.typst.typesetting.repair_text_layer", lambda raw: raw)
    assert pictures(printed(document, tmp_path)) == repaired


def test_shifted_marks_and_sara_am_are_read_once_and_whole(tmp_path: Path) -> None:
    path = printed(document_with_row(replace(SHORT_ROW, narrative=SHIFTED_MARKS)), tmp_path)
    assert squeeze(SHIFTED_MARKS) in squeeze(poppler_text(path, "-raw"))
    assert squeeze(SHIFTED_MARKS) in squeeze(pdfium_text(path))


def test_every_glyph_of_the_official_font_maps_to_its_own_letters(tmp_path: Path) -> None:
    with pikepdf.open(printed(sample_document(), tmp_path)) as pdf:
        fonts = [font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font]
        maps = [font.ToUnicode.read_bytes().decode() for font in fonts if "Sarabun" in str(font.BaseFont)]
    assert len(maps) == 2
    letters = [bytes.fromhex(code).decode("utf-16-be") for told in maps for code in re.findall(r"> <(\w+)>\n", told)]
    assert len(letters) > 60
    assert {text for text in letters if len(text) > 1} <= {"่ํ", "้ํ", "๊ํ", "๋ํ", "at"}


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert printed(sample_document(), tmp_path).read_bytes() == printed(sample_document(), tmp_path / "b").read_bytes()


def test_the_file_says_that_it_is_accessible_archivable_and_thai(tmp_path: Path) -> None:
    with pikepdf.open(printed(sample_document(), tmp_path)) as pdf:
        about = pdf.open_metadata()
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang) == "th"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == " ".join(SAMPLE.title_lines)
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20210420")
        (paper,) = {tuple(round(float(side)) for side in page.MediaBox) for page in pdf.pages}
        assert paper == (0, 0, 842, 595)


def test_bookmarks_follow_the_headings(tmp_path: Path) -> None:
    with pikepdf.open(printed(sample_document(), tmp_path)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        below = [entry.title for entry in outline.root[1].children]
    assert titles == [SAMPLE.summary_heading, SAMPLE.detail_heading, SAMPLE.annexes[0].heading]
    assert below == [part.heading for part in SAMPLE.strategies]


def test_a_strategy_that_goes_on_says_so_on_its_later_pages_only(tmp_path: Path) -> None:
    rows = tuple(replace(LONG_ROW, item_code=f"1.1.{n}") for n in range(4))
    first = replace(SAMPLE.strategies[0], sections=(Section(None, rows),))
    path = printed(sample_document(strategies=(first, SAMPLE.strategies[1]), annexes=()), tmp_path)
    pages = poppler_text(path, "-raw").split("\f")
    again = f"{first.heading} {SAMPLE.continued}"
    told = [again in page for page in pages[:-1]]
    assert told[:2] == [False, False] and any(told)
    heads = [page.count(SAMPLE.item_heads[4]) for page in pages[:-1]]
    assert all(heads[page] >= 1 for page, said in enumerate(told) if said)


def test_an_only_item_that_goes_on_over_pages_says_so_on_each_of_them(tmp_path: Path) -> None:
    document = document_with_row(replace(LONG_ROW, narrative=LONG_ROW.narrative * 6))
    pages = poppler_text(printed(document, tmp_path), "-layout").split("\f")
    again = squeeze(f"{document.strategies[0].heading} {document.continued}")
    said = [again in squeeze(page) for page in pages]
    holds = [LONG_ROW.narrative.split()[-1] in page for page in pages]
    first, last = holds.index(True), len(holds) - 1 - holds[::-1].index(True)
    assert last - first >= 2
    assert said == [first < number <= last for number in range(len(pages))]


@pytest.mark.parametrize(("digits", "label"), [("thai", "หน้า ๑ จาก "), ("arabic", "หน้า 1 จาก ")])
def test_pages_are_numbered_in_the_chosen_digits(tmp_path: Path, digits: str, label: str) -> None:
    assert label in poppler_text(printed(sample_document(digits=digits), tmp_path), "-raw")


@pytest.mark.parametrize("paragraphs", [0, 30, 60])
def test_the_summary_stays_on_one_page(tmp_path: Path, paragraphs: int) -> None:
    rows = tuple((f"ยุทธศาสตร์ที่ {n}", n, n, Decimal(n)) for n in range(8))
    table = replace(STATUS_TABLE, rows=rows)
    lines = tuple(f"{SAMPLE.summary[1]} รายการ {n}" for n in range(paragraphs // 3))
    path = printed(sample_document(summary=lines, status_table=table), tmp_path)
    pages = poppler_text(path, "-raw").split("\f")
    assert SAMPLE.source in pages[0]
    assert SAMPLE.detail_heading in pages[1]


def test_hostile_text_is_printed_as_it_stands(tmp_path: Path) -> None:
    path = printed(document_with_row(replace(SHORT_ROW, narrative=HOSTILE)), tmp_path)
    assert squeeze(HOSTILE) in squeeze(poppler_text(path, "-raw"))


def test_hostile_text_is_harmless_in_every_field(tmp_path: Path) -> None:
    table = replace(STATUS_TABLE, heading=HOSTILE, heads=(HOSTILE,) * 4, notes=(HOSTILE,), total=(HOSTILE, 1, 1, None))
    part = replace(SAMPLE.strategies[0], heading=HOSTILE, objectives=(HOSTILE,))
    names = "short_header sample_note edition as_of source summary_heading detail_heading continued author"
    texts = {name: HOSTILE for name in [*names.split(), "page_label"]}
    document = sample_document(
        **texts, title_lines=(HOSTILE,) * 2, summary=(HOSTILE,), status_table=table, strategies=(part,)
    )
    assert squeeze(HOSTILE) in squeeze(poppler_text(printed(document, tmp_path), "-raw"))


def test_letters_that_no_font_here_draws_do_not_stop_the_report(tmp_path: Path) -> None:
    strange = "กล่อม\u0bbe\u0b95 \u4e2d\u6587 \U0001f600 \x00\x07 \ud800 a\u200bb \ufeffα Ж ✓ \u0e00"
    printed(document_with_row(replace(SHORT_ROW, narrative=strange)), tmp_path)
    assert printable("ก\u0bbe\u200bข\u00a0✓") == f"ก{MISSING}ข ✓"


def test_a_word_wider_than_its_cell_breaks_inside_it(tmp_path: Path) -> None:
    endless = "ก้ำ" * 400 + "W" * 300
    path = printed(document_with_row(replace(SHORT_ROW, outcome=endless)), tmp_path)
    boxes = poppler_text(path, "-bbox")
    rights = [float(right) for right in re.findall(r'xMax="([0-9.]+)"', boxes)]
    assert max(rights) <= 842 - 40
    assert all(width(part) <= 6 for part in pieces(endless, 6))


def test_pieces_join_to_the_text_again() -> None:
    text = f"{LISTED_ROW.narrative.splitlines()[-1]} ฝั่งสะพานไม้ (ใหม่) อื่น ๆ ร้อยละ ๘๐ ดังนี้"
    assert "".join(pieces(text, 8)) == text


def test_a_title_breaks_between_phrases_and_not_inside_a_name() -> None:
    title = "แผนป้องกันการทุจริต ของสำนักงานสวนตัวอย่าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๕"
    words = pieces(title, 40, bold=True)
    room = width("แผนป้องกันการทุจริต ของสำนักงานสวน", bold=True)
    assert set_lines(words, room, bold=True)[0] == "แผนป้องกันการทุจริต ของสำนักงานสวน"
    phrases = joined_phrases(words, room, bold=True)
    assert "".join(phrases) == title
    assert set_lines(phrases, room, bold=True)[0].strip() == "แผนป้องกันการทุจริต"
    # A name wider than the page comes apart at its words.
    assert joined_phrases(words, 3, bold=True) == words


def test_an_address_breaks_only_behind_its_signs() -> None:
    assert pieces("https://a.go.th/b?c=1&d-e", 30) == ["https://", "a.go.th/", "b?", "c=1&", "d-", "e"]


def test_lines_are_counted_as_the_typesetter_fills_them() -> None:
    assert count_lines(["M" * 3, " ", "M" * 3], width("MMM MMM")) == 1
    assert count_lines(["M" * 3, " ", "M" * 3], width("MMM MM")) == 2


@pytest.mark.parametrize(
    ("typed", "marker"),
    [
        ("๑. ก", "๑."),
        ("1) ก", "1)"),
        ("๑.๒ ก", "๑.๒"),
        ("(ก) ข", "(ก)"),
        ("- ก", "-"),
        ("๔ ครั้ง", ""),
        ("-", ""),
    ],
)
def test_typed_numerals_are_told_from_numbers(typed: str, marker: str) -> None:
    assert split_paragraphs(typed)[0].marker == marker


def test_an_empty_text_is_printed_as_a_dash() -> None:
    assert split_paragraphs(" \n ") == (Paragraph("", "-"),)


def test_a_value_without_a_literal_is_refused() -> None:
    with pytest.raises(TypeError):
        typst_literal(object())


def test_numbers_in_tables_are_printed_in_thai_digits_with_their_places() -> None:
    source = typeset_source(sample_document())
    assert '"๓๓.๓๓"' in source and '"๑,๒๓๔,๕๖๗.๕๐"' in source


def test_texts_are_composed_as_they_were(tmp_path: Path) -> None:
    assert unicodedata.is_normalized("NFC", pdfium_text(printed(sample_document(), tmp_path)))


def test_no_line_of_a_cell_higher_than_pages_is_lost(tmp_path: Path) -> None:
    high = "\n".join(("เริ่ม", "รดน้ำต้นไม้ทุกเช้า " * 900, "จบ"))
    path = printed(document_with_row(replace(SHORT_ROW, narrative=high)), tmp_path)
    boxes = poppler_text(path, "-bbox")
    assert boxes.count("ทุกเช้า") == 900
    assert max(float(bottom) for bottom in re.findall(r'yMax="([0-9.]+)"', boxes)) < 595
