"""The sample's pages as Chromium lays them out: sound for screen readers, nothing cut, every text to be read."""

import json
import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sarup.render.html.report import write_html
from tests.support.browser.chromium import PageOpener
from tests.support.browser.laid_out import (
    broken_words,
    is_on_top,
    lines_that_begin_with,
    newmm_words,
    scrolls_sideways,
    wider_than_their_place,
)
from tests.support.browser.page_document import page_document
from tests.support.whole_way import EXAMPLES, HALF, YEAR, Published

SEED: dict[str, Any] = json.loads((EXAMPLES / "seed-2564-6m.json").read_text(encoding="utf-8"))
GOLD: dict[str, Any] = json.loads((EXAMPLES / "gold-2564-6m.json").read_text(encoding="utf-8"))
COLUMNS = ("guideline", "activity", "indicator", "outcome", "narrative")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WIDTHS = (360, 768, 1280)
HEADINGS = "h1, h2, :not(.origins) > h3, h4, #items table:first-of-type thead th, #annexes thead th"
# The spans around words bear no meaning, and an audit over thousands of them takes minutes.
UNMARK = """() => {
  document.querySelectorAll("span").forEach((mark) => mark.replaceWith(...mark.childNodes));
  document.body.normalize();
}"""


def folded(text: str) -> str:
    """Return the text without white space and with digits 0-9."""
    return re.sub(r"\s+", "", text).translate(ARABIC)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, by rule and place."""
    response = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [f"{one['id']}: {node['html'][:120]}" for one in response["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    ("round_code", "width", "scheme"), [(YEAR, 360, "light"), (HALF, 768, "dark"), (YEAR, 1280, "light")]
)
def test_axe_finds_nothing_on_the_samples_pages(
    office: Published, open_page: PageOpener, round_code: str, width: int, scheme: str
) -> None:
    page = open_page(office.document(round_code, "html"), width, scheme)
    page.evaluate(UNMARK)
    assert violations(page) == []


def test_axe_finds_nothing_at_any_width_and_in_any_light(open_page: PageOpener, tmp_path: Path) -> None:
    write_html(page_document(), tmp_path / "report.html")
    page = open_page(tmp_path / "report.html")
    page.evaluate(UNMARK)
    for scheme, width in product(("light", "dark"), WIDTHS):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (width, scheme)


def test_axe_would_find_what_is_wrong(open_page: PageOpener, tmp_path: Path) -> None:
    write_html(page_document(), tmp_path / "report.html")
    page = open_page(tmp_path / "report.html")
    wrong = "<img src=data:,><p style=color:#eee>อ่านไม่ออก</p><select></select>"
    page.evaluate("(wrong) => { document.querySelector('main').innerHTML = wrong; }", wrong)
    assert {one.partition(":")[0] for one in violations(page)} >= {"image-alt", "color-contrast", "select-name"}


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_no_word_is_cut_and_nothing_runs_out_of_its_place(
    office: Published, open_page: PageOpener, round_code: str
) -> None:
    page = open_page(office.document(round_code, "html"))
    for width in (360, 375, 768, 1024, 1200, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not scrolls_sideways(page), width
        assert wider_than_their_place(page) == [], width
        assert broken_words(page.locator(HEADINGS)) == [], width
        assert lines_that_begin_with("ๆ", page.locator("main p:not(.origins p)")) == [], width


def test_a_word_that_is_cut_would_be_seen(office: Published, open_page: PageOpener) -> None:
    page = open_page(office.document(HALF, "html"), 360)
    page.add_style_tag(content="h1 { width: 6em; } h1 span { white-space: normal; word-break: break-all; }")
    assert broken_words(page.locator("h1")) != []
    page.add_style_tag(content="h1 { width: 20em; }")
    page.evaluate("document.querySelector('h1').innerHTML = 'ทุกวัน<br>ๆ'")
    assert lines_that_begin_with("ๆ", page.locator("h1")) == ["ทุกวันๆ"]
    assert newmm_words("ตัวชี้วัดของหน่วยงาน")[-1] == "หน่วยงาน"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_cell_of_the_published_report_can_be_read(office: Published, open_page: PageOpener, width: int) -> None:
    page = open_page(office.document(HALF, "html"), width)
    for item in SEED["items"]:
        row = page.locator(f'[id="item-{item["item"]}"]')
        read = [folded(cell) for cell in row.locator("> *").all_inner_texts()]
        assert read == [folded(item[column] or "-") for column in COLUMNS]
    headings = "".join(map(folded, page.locator("h3, h4").all_inner_texts()))
    assert [text for text in (*SEED["strategies"], *SEED["tactics"]) if folded(text) not in headings] == []


def told_to_screen_readers(page: Page) -> list[tuple[str, str]]:
    """Return the roles and names that Chromium tells to screen readers."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if "role" in one]


@pytest.mark.parametrize("width", [360, 1280])
def test_tables_stay_tables_for_screen_readers(office: Published, open_page: PageOpener, width: int) -> None:
    page = open_page(office.document(HALF, "html"), width)
    told = told_to_screen_readers(page)
    roles = Counter(role for role, _ in told)
    places = {
        "table": "table",
        "row": "tr",
        "columnheader": "thead th",
        "rowheader": "tbody th, tfoot th",
        "cell": "td",
    }
    assert {role: roles[role] for role in places} == {role: page.locator(tag).count() for role, tag in places.items()}
    assert (roles["main"], roles["navigation"]) == (1, 1)
    # A mark between words would be read as a space.
    assert ("heading", "สารบัญ") in told and ("heading", "ยุทธศาสตร์ที่ ๑ : สร้างสังคมที่ไม่ทนต่อการทุจริต") in told
    pictures = [name for role, name in told if role == "image"]
    assert pictures[0].startswith(
        "จำนวนรายการตามสถานะ จำแนกรายยุทธศาสตร์ แผนภูมิแท่งแสดงจำนวนรายการ ๑๘ รายการใน ๖ ยุทธศาสตร์ บรรลุเป้าหมาย ๙"
    )
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_only_a_table_that_scrolls_is_a_stop_of_the_keyboard(
    office: Published, open_page: PageOpener, width: int
) -> None:
    page = open_page(office.document(HALF, "html"), width)
    region = page.locator("#annexes .region").first
    assert page.locator(".region[tabindex]").count() == 0
    region.evaluate("(place) => { place.style.overflow = 'auto'; place.firstElementChild.style.minWidth = '3000px'; }")
    region.evaluate("(place) => { place.style.width = '300px'; }")
    page.wait_for_selector("#annexes .region[tabindex='0'][role='group']")
    assert (region.get_attribute("aria-label") or "").startswith("ตารางภาคผนวก ก")


@pytest.mark.parametrize("width", [360, 1280])
def test_links_of_the_contents_and_figures_lead_to_what_can_be_seen(
    office: Published, open_page: PageOpener, width: int
) -> None:
    page = open_page(office.document(YEAR, "html"), width)
    contents = page.locator("nav a")
    assert contents.count() >= 16
    names = ("summary", "strategy-3", "division-risk", "1.1.1", "3.0.6", "6.1.1")
    figures = [page.locator(f'main a.figure[href="#origin-{name}"]').first for name in names]
    for link in (*contents.all(), *figures):
        link.click()
        target = (link.get_attribute("href") or "")[1:]
        assert is_on_top(page.locator(f'[id="{target}"]')), target


def test_an_origin_leads_back_to_where_its_figures_stand(office: Published, open_page: PageOpener) -> None:
    page = open_page(office.document(HALF, "html"), 1280)
    back = {
        "summary": "summary",
        "strategy-3": "strategy-3",
        "division-risk": "annex-completeness",
        "3.0.6": "item-3.0.6",
    }
    for name, target in back.items():
        page.locator(f'[id="origin-{name}"] a').click()
        assert page.evaluate("decodeURIComponent(location.hash)") == f"#{target}"
        assert is_on_top(page.locator(f'[id="{target}"]')), target


def test_the_skip_link_is_first_and_takes_the_keyboard_to_the_content(office: Published, open_page: PageOpener) -> None:
    page = open_page(office.document(HALF, "html"), 360)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "ข้ามไปยังเนื้อหา" and is_on_top(skip)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_bars_are_as_long_as_the_numbers_of_the_published_report(office: Published, open_page: PageOpener) -> None:
    page = open_page(office.document(HALF, "html"), 360)
    bars = page.locator("#chart-status .bar:has(.track)")
    assert bars.count() == len(GOLD["rollup_by_strategy"]) == 6
    most = max(counts["items"] for counts in GOLD["rollup_by_strategy"].values())
    for strategy, counts in GOLD["rollup_by_strategy"].items():
        bar = bars.nth(int(strategy) - 1)
        track = width_of(bar.locator(".track"))
        shares = [width_of(piece) / track for piece in bar.locator(".piece").all()]
        told = [counts[name] for name in ("met", "not_yet_met", "no_value") if counts[name]]
        assert shares == pytest.approx([count / most for count in told], abs=0.01)


def width_of(place: Any) -> float:
    """Return how wide an element is drawn, without its outline."""
    return float(place.evaluate("(one) => one.getBBox ? one.getBBox().width : one.getBoundingClientRect().width"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_words_and_bars_of_a_chart_do_not_overlap(
    office: Published, open_page: PageOpener, width: int, scheme: str
) -> None:
    page = open_page(office.document(YEAR, "html"), width, scheme)
    assert page.get_by_role("img").count() == 4
    crossed = page.evaluate("""() => [...document.querySelectorAll(".bar")].flatMap((bar) => {
      const boxes = [...bar.querySelectorAll(".name, .track, .printed")].map((one) => one.getBoundingClientRect());
      return boxes.flatMap((one, n) => boxes.slice(n + 1).filter((two) =>
        one.right > two.left + 1 && two.right > one.left + 1 && one.bottom > two.top + 1 && two.bottom > one.top + 1))
        .map(() => bar.textContent);
    })""")
    assert crossed == []


def test_the_page_is_whole_without_its_script(office: Published, open_page: PageOpener) -> None:
    page = open_page(office.document(HALF, "html"), 360, script=False)
    assert page.locator("#filters").is_hidden()
    assert page.locator("#items tbody tr").count() == 18
    assert all(row.is_visible() for row in page.locator("#items tbody tr").all())


@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_paper_shows_all_but_what_only_a_screen_needs(
    office: Published, open_page: PageOpener, round_code: str, tmp_path: Path
) -> None:
    page = open_page(office.document(round_code, "html"), 1046, "dark")
    page.emulate_media(media="print")
    assert [page.locator(place).is_visible() for place in ("nav", "#filters", ".origins")] == [False] * 3
    assert page.locator("#items thead").first.is_visible()
    assert page.locator("body").evaluate("(body) => getComputedStyle(body).color") == "rgb(0, 0, 0)"
    assert not scrolls_sideways(page)
    assert broken_words(page.locator("h1, h2:visible, h3:visible, h4, thead th:visible")) == []
