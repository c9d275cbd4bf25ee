"""The web page: every text whole, nothing of a text taken for markup, nothing asked of another place."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sarup.render.content.document import Document, Picture, Signature
from sarup.render.html.report import write_html
from sarup.render.html.text import css_string, mark_figures, mark_lines, mark_words, page_counter
from tests.support.render.sample_document import SHORT_ROW, document_with_row, sample_document

HOSTILE = '<script>alert(1)</script> "\'><img src=//x.test/y> {{ 7*7 }} {% raw %} =1+1 #eval("1") &amp; </style>'


def page_of(document: Document, folder: Path) -> html.HtmlElement:
    """Return the written page, parsed."""
    path = folder / "report.html"
    write_html(document, path)
    return html.document_fromstring(path.read_text("utf-8"))


def text_of(markup: str) -> str:
    """Return the text content of a piece of markup."""
    return html.fragment_fromstring(f"<div>{markup}</div>").text_content()


def test_every_cell_holds_its_text_whole(tmp_path: Path) -> None:
    document = sample_document()
    page = page_of(document, tmp_path)
    rows = [row for part in document.strategies for section in part.sections for row in section.rows]
    assert rows
    for row in rows:
        cells = page.get_element_by_id(f"item-{row.item_code}")
        expected = [row.guideline, row.activity, row.indicator, row.outcome, row.narrative]
        assert [cell.text_content() for cell in cells] == expected


def test_headings_hold_their_text_whole(tmp_path: Path) -> None:
    document = sample_document()
    page = page_of(document, tmp_path)
    assert page.find(".//h1").text_content() == " ".join(document.title_lines)
    expected = [section.heading for part in document.strategies for section in part.sections if section.heading]
    assert [heading.text_content() for heading in page.iter("h4")] == expected


def test_figures_are_printed_as_in_the_other_documents(tmp_path: Path) -> None:
    page = page_of(sample_document(), tmp_path)
    table = page.xpath("//table[@aria-labelledby='status']")[0]
    printed = [[cell.text_content().strip() for cell in row] for row in table.xpath(".//tbody/tr")]
    assert printed[0][1:] == ["๓", "๑", "๓๓.๓๓"]
    assert printed[1][1:] == ["๑", "๐", "-"]
    assert [cell.text_content().strip() for cell in table.xpath(".//tfoot/tr/*")] == [
        "รวม",
        "๔",
        "๑",
        "๒๕.๐๐",
    ]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    row = replace(SHORT_ROW, narrative=HOSTILE, guideline=HOSTILE)
    document = replace(
        document_with_row(row),
        short_header=HOSTILE,
        page_label=HOSTILE,
        author=HOSTILE,
        title_lines=(HOSTILE, "ข"),
    )
    page = page_of(document, tmp_path)
    assert len(list(page.iter("script"))) == 1
    assert not list(page.iter("img"))
    assert len(list(page.iter("style"))) == 1
    assert page.get_element_by_id("item-1.1.1")[4].text_content() == HOSTILE
    assert page.find(".//title").text_content() == f"{HOSTILE} ข"


def test_the_page_asks_nothing_of_any_other_place(tmp_path: Path) -> None:
    page = page_of(sample_document(), tmp_path)
    assert not page.xpath("//@src | //link | //iframe | //object")
    assert all(target.startswith("#") for target in page.xpath("//@href"))
    style = page.find(".//style").text_content()
    assert "@import" not in style
    assert style.count("url(") == style.count("url(data:font/woff2;base64,") == 2


def test_every_link_of_the_contents_leads_to_one_place(tmp_path: Path) -> None:
    page = page_of(sample_document(), tmp_path)
    targets = [target[1:] for target in page.xpath("//nav//@href")]
    assert targets == ["summary", "detail", "strategy-1", "strategy-2", "annex-budget"]
    assert all(len(page.xpath(f"//*[@id='{target}']")) == 1 for target in targets)


def test_every_table_names_its_rows_and_columns(tmp_path: Path) -> None:
    tables = page_of(sample_document(), tmp_path).xpath("//table")
    assert len(tables) == 5
    for table in tables:
        assert table.xpath("./thead/tr/th/@scope") == ["col"] * len(table.xpath("./thead/tr/*"))
        assert all(row[0].get("scope") == "row" for row in table.xpath("./tbody/tr"))


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_html(sample_document(), tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_thai_words_are_kept_whole_and_nothing_is_put_between_them() -> None:
    assert mark_words("จัดประชุม") == "<span>จัด</span><span>ประชุม</span>"


def test_a_link_may_break_only_behind_its_marks_and_is_no_anchor() -> None:
    marked = mark_words("ดูที่ https://a.example/b-c?d=1&e ครับ")
    assert "https://<wbr>a.example/<wbr>b-<wbr>c?<wbr>d=1&amp;<wbr>e" in marked
    assert "<a" not in marked


@pytest.mark.parametrize("line", ["๑. ก", "๑.๑ ก", "(๑) ก", "๑) ก", "(ก) ข", "- ก", "12. ก"])
def test_a_typed_list_mark_hangs(line: str) -> None:
    assert mark_lines(line).startswith('<p class="hang"')


@pytest.mark.parametrize("line", ["๔ ครั้ง", "๑,๒๕๐ ต้น", "(สนค.) ก", "ก. ข", "พ.ศ. ๒๕๖๔"])
def test_a_number_that_begins_a_sentence_does_not_hang(line: str) -> None:
    assert mark_lines(line).startswith("<p>")


@pytest.mark.parametrize("blank", ["", " ", "-", "\n"])
def test_a_blank_cell_prints_a_dash(blank: str) -> None:
    assert mark_lines(blank) == '<p class="none">-</p>'


@given(st.text(alphabet="กาำิ่้๑ๆฯ ABz19/?&-:.()<>\"'“”\nhtps", min_size=1))
def test_marking_adds_tags_and_no_text(text: str) -> None:
    assert text_of(mark_words(text)) == text


@given(st.text(alphabet="กา๑.) -\n<", min_size=1).filter(lambda text: text.strip() not in ("", "-")))
def test_lines_stay_in_the_text(text: str) -> None:
    assert text_of(mark_lines(text)) == text


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    assert "\x00" not in mark_words("ก\x00ข")


def test_a_css_string_holds_no_mark_of_css_or_html() -> None:
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"', css_string('a"\\</style>&\n๑'))


def test_the_page_number_follows_the_documents_digits() -> None:
    assert page_counter("{p} / {n}", "arabic") == (r'counter(page, decimal) "\20 \2f \20 " counter(pages, decimal)')
    assert "counter(page, thai)" in page_counter("หน้า {p}", "thai")


def test_a_figure_is_one_link_within_words_that_stay_together() -> None:
    assert mark_figures("ร้อยละ ๒๕", ()) == ('<p><span>ร้อยละ <a class="figure" href="#origin-summary">๒๕</a></span></p>')
    marked = mark_figures("คิดเป็นร้อยละ ๑,๒๕๐.๕๐ บาท", ())
    assert text_of(marked) == "คิดเป็นร้อยละ ๑,๒๕๐.๕๐ บาท"
    assert '<a class="figure" href="#origin-summary">๑,๒๕๐.๕๐</a>' in marked
    assert marked.count("<a") == 1


def test_a_figure_of_an_item_leads_to_its_origins() -> None:
    marked = mark_figures("ทำได้ ๒ ครั้ง และ ๓ ต้น", (("๒ ครั้ง", "1.1.1"),), "ที่มา")
    assert re.findall(r'href="#origin-([^"]+)" title="ที่มา">([^<]+)<', marked) == [("1.1.1", "๒"), ("summary", "๓")]


def test_a_token_too_wide_to_be_kept_is_cut_between_its_words_only() -> None:
    marked = mark_words("๑๕ กุมภาพันธ์ ๒๕๖๔")
    assert text_of(marked) == "๑๕ กุมภาพันธ์ ๒๕๖๔"
    assert "<span>กุมภาพันธ์</span>" in marked


def test_only_our_own_script_may_run(tmp_path: Path) -> None:
    page = page_of(sample_document(), tmp_path)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = page.iter("script")
    hashed = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in policy and policy.startswith("default-src 'none';")


def test_without_labels_there_are_no_filters(tmp_path: Path) -> None:
    assert page_of(sample_document(), tmp_path).get_element_by_id("filters", None) is None


def test_emblem_and_signatures_are_printed_when_there_are_any(tmp_path: Path) -> None:
    document = sample_document(
        emblem=Picture(b"<svg/>", "svg", "ตราสวน"), signatures=(Signature("ผู้จัดทำ", "", "คนสวน"),)
    )
    page = page_of(document, tmp_path)
    (emblem,) = page.iter("img")
    assert (emblem.get("src"), emblem.get("alt")) == ("data:image/svg+xml;base64,PHN2Zy8+", "ตราสวน")
    lines = [line.text_content() for line in page.xpath("//ul[@class='signatures']//p")]
    assert lines == ["ผู้จัดทำ", f"({'.' * 40})", "คนสวน"]


def test_every_link_of_a_text_may_end_its_line_behind_its_marks_and_only_thai_words_are_kept_whole() -> None:
    marked = mark_words("ดูที่ https://www.go.th/a/b และ https://www.go.th/c/d ABC123")
    assert marked.count("<wbr>") == 2 * 3
    assert [word in marked for word in ("<span>และ</span>", "ABC123", "<span>ABC123")] == [True, True, False]
