"""Letters as Chromium shows and prints them: one page where they can, whole words, dark and narrow screens."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page
from test_reading import UNMARK, violations

from sarup.assets import asset_path
from sarup.office.report_options import ReportOptions
from sarup.phrases import load_phrases
from sarup.record.archive import Archive
from sarup.render.returned.outbox import Source, write_letters
from sarup.warehouse_file import open_warehouse
from tests.support.browser.chromium import PageOpener
from tests.support.browser.laid_out import broken_words, lines_that_begin_with, scrolls_sideways, wider_than_their_place
from tests.support.browser.sample_letter import SENTENCES, sample_letter, written_letter
from tests.support.whole_way import HALF, Published

HOSTILE = "</b><script>alert(1)</script> {{ 7*7 }} @page{margin:0} \u202e\u0000 &amp; "
LONG_WORD = "ผลการดำเนินการ" * 40 + "W" * 300


def printed(page: Page) -> list[str]:
    """Return the text of each page that the browser prints."""
    pages = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert {tuple(round(side) for side in one.get_size()) for one in pages} == {(595, 842)}
    return [one.get_textpage().get_text_bounded() for one in pages]


@pytest.mark.parametrize("findings", [0, 1, 6, 7, 12])
def test_a_letter_of_up_to_twelve_findings_prints_on_one_page(
    open_page: PageOpener, tmp_path: Path, findings: int
) -> None:
    (text,) = printed(open_page(written_letter(sample_letter(findings), tmp_path)))
    assert len(re.findall(r"\[R07\]", text)) == findings
    assert "หน้า ๑ จาก ๑" in text


def test_a_longer_letter_runs_on_with_its_heads_and_page_numbers(open_page: PageOpener, tmp_path: Path) -> None:
    # The browser's PDF tells some Thai letters twice, so the head looked for has none.
    letter = sample_letter(40, heads=("No", "Place", "HEAD"))
    pages = printed(open_page(written_letter(letter, tmp_path)))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert ("HEAD" in page) is ("[R07]" in page)
        assert f"หน้า {'๐๑๒๓๔๕'[number]} จาก {'๐๑๒๓๔๕'[len(pages)]}" in page
    assert sum(page.count("[R07]") for page in pages) == 40


@pytest.fixture(scope="module")
def outbox(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the letters of the sample's first half."""
    archive, folder = Archive(office.home / "archive"), tmp_path_factory.mktemp("outbox")
    source = Source(lambda digest: archive.path(digest).read_bytes(), lambda _: None)
    options = ReportOptions(office="กลุ่มแผนงาน", phone="02-000-0000")
    with open_warehouse(office.home / "sarup.duckdb", read_only=True) as connection:
        write_letters(connection, HALF, folder, source, options, load_phrases(asset_path("templates/phrases.yaml")))
    return folder


def test_every_letter_of_the_samples_divisions_prints_on_one_page(outbox: Path, open_page: PageOpener) -> None:
    letters = sorted(path for path in outbox.rglob("*.html") if path.parent.name == HALF)
    assert len(letters) == 11
    assert {path.name: len(printed(open_page(path))) for path in letters} == {path.name: 1 for path in letters}


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_cut(outbox: Path, open_page: PageOpener, width: int, scheme: str) -> None:
    (path,) = (outbox / "pr" / HALF).glob("01-*-returned.html")
    page = open_page(path, width, scheme)
    assert not scrolls_sideways(page)
    assert wider_than_their_place(page) == []
    page.evaluate(UNMARK)
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_no_word_is_broken_and_no_line_begins_with_a_repetition_mark(
    open_page: PageOpener, tmp_path: Path, width: int
) -> None:
    page = open_page(written_letter(sample_letter(12), tmp_path), width)
    texts = page.locator("h1, h2, p, dd, th, td")
    assert [word for word in broken_words(texts) if re.search("[ก-๎]", word)] == []
    for mark in "ๆฯ)”":
        assert lines_that_begin_with(mark, texts) == []


def test_hostile_texts_stay_texts_on_one_page(open_page: PageOpener, tmp_path: Path) -> None:
    letter = sample_letter(3)
    part = letter.parts[0]
    lines = tuple(replace(line, sentence=HOSTILE + line.sentence, place=HOSTILE, remedy=HOSTILE) for line in part.lines)
    hostile = replace(
        letter, subject=HOSTILE, sender=HOSTILE, salutation=HOSTILE, parts=(replace(part, lines=lines),),
        facts=(("ชื่อไฟล์", HOSTILE + LONG_WORD[:400]),),
    )  # fmt: skip
    page = open_page(written_letter(hostile, tmp_path))
    assert page.locator("script, body style").count() == 0
    (text,) = printed(page)
    assert text.count("<script>alert(1)</script>") >= 6
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("width", [360, 1280])
def test_a_word_without_end_stays_within_the_page(open_page: PageOpener, tmp_path: Path, width: int) -> None:
    letter = sample_letter(3, subject=LONG_WORD, sender=LONG_WORD, facts=(("ชื่อไฟล์", LONG_WORD),))
    lines = tuple(replace(line, place=LONG_WORD, sentence=LONG_WORD) for line in letter.parts[0].lines)
    page = open_page(written_letter(replace(letter, parts=(replace(letter.parts[0], lines=lines),)), tmp_path), width)
    assert not scrolls_sideways(page)


def test_every_finding_says_place_sentence_and_remedy_in_one_row(open_page: PageOpener, tmp_path: Path) -> None:
    page = open_page(written_letter(sample_letter(2), tmp_path))
    rows = page.locator("tbody tr:not(.head)")
    assert rows.nth(0).inner_text().split("\t")[0].strip() == "๑"
    sentence, remedy = SENTENCES[1]
    assert sentence in rows.nth(0).inner_text() and remedy in rows.nth(0).inner_text()
