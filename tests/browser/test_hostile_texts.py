"""Texts that attack or burst a page: they stay text, nothing of them runs, and the page keeps to its window."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sarup.render.content.document import Document
from sarup.render.html.report import write_html
from tests.support.browser.chromium import PageOpener
from tests.support.browser.laid_out import scrolls_sideways
from tests.support.browser.page_document import page_document, with_text_everywhere

ATTACKS = {
    "markup": """<script>window.pwned=1</script><img src=//x.test/y onerror="window.pwned=1"></style></title>""",
    "attributes": """" onfocus="window.pwned=1" autofocus x=' onload='window.pwned=1' style=position:fixed>""",
    "templates": '{{ 7*7 }}{% raw %}{# #}${7*7}#{7*7} #eval("1") =1+1 {a} {b} {name} {p} {n} $& $1',
    "styles": '"};*{display:none}</style><style>*{display:none}/* \\22 url(//x.test/y) */ <!-- --> ]]>',
    "directions": "\u202e\u2067ก\u202dabc\u200f\u061c\u2066",
    "controls": "\x00\x01\x0b\x1f\x7f\u2028\u2029\ufeff\ud800\t\r",
    "emoji": "👩‍👩‍👧‍👦🇹🇭🏳️‍🌈" + "\u0e49" * 60 + "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
    "unbreakable Latin": "A" * 400,
    "unbreakable Thai": "ก" * 400 + "๑" * 200,
    "a long link": "https://a.example/" + "x" * 300 + "?" + "y" * 300,
}


def page_of(document: Document, folder: Path, open_page: PageOpener, width: int) -> Page:
    path = folder / "report.html"
    write_html(document, path)
    return open_page(path, width)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_in_every_place_stays_text(open_page: PageOpener, tmp_path: Path, attack: str) -> None:
    document = with_text_everywhere(page_document(), ATTACKS[attack])
    page = page_of(document, tmp_path, open_page, 360)
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not scrolls_sideways(page), width
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == page.locator("style").count() == page.locator("img").count() == 1
    assert page.locator("#items tbody tr").count() == 4
    assert page.locator("main").is_visible() and page.locator("footer").is_visible()
    page.locator("#filters select").last.select_option(index=1)
    assert page.get_by_role("status").inner_text().strip() != ""


@pytest.mark.parametrize("letter", ["ก", "W", "คำ "])
def test_forty_thousand_letters_keep_to_the_window(open_page: PageOpener, tmp_path: Path, letter: str) -> None:
    long = letter * (40_000 // len(letter))
    document = page_document()
    part = document.strategies[0]
    row = replace(part.sections[0].rows[0], narrative=long, outcome=long, status=long, divisions=(long,))
    section = replace(part.sections[0], heading=long, rows=(row,))
    document = replace(document, strategies=(replace(part, sections=(section,)), document.strategies[1]))
    page = page_of(document, tmp_path, open_page, 360)
    assert not scrolls_sideways(page)
    assert page.locator("#items tbody tr td").nth(3).inner_text().strip() == long.strip()


def test_a_cell_prints_the_attack_as_it_was_typed(open_page: PageOpener, tmp_path: Path) -> None:
    document = with_text_everywhere(page_document(), ATTACKS["markup"])
    page = page_of(document, tmp_path, open_page, 1280)
    assert (
        page.locator("#items tbody tr").first.locator("td").first.inner_text() == "โครงการอบรมคนสวน" + ATTACKS["markup"]
    )
    assert page.title().endswith(ATTACKS["markup"])
