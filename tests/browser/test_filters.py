"""Filters: what they leave is what the plan and the years' results say, counted aloud, by mouse and by keyboard."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.support.browser.chromium import PageOpener
from tests.support.whole_way import EXAMPLES, SAMPLE, YEAR, Published

ANNUAL: dict[str, Any] = yaml.safe_load((EXAMPLES / "annual-2564.yaml").read_text(encoding="utf-8"))
PLAN: dict[str, Any] = yaml.safe_load((SAMPLE / "source" / "plan.yaml").read_text(encoding="utf-8"))
ITEMS: Mapping[str, str] = ANNUAL["items"]
STATUSES = {"met": "บรรลุ", "breached": "เกินเกณฑ์", "not_met": "ไม่บรรลุ", "in_progress": "ไม่แล้วเสร็จ"}
ALL = "ทั้งหมด"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SHOWN = """() => [...document.querySelectorAll('#items tbody tr')]
  .filter((row) => row.checkVisibility()).map((row) => row.id)"""
# Chooses by text in all three filters, one combination after another, and returns the rows that each leaves.
CHOOSE = """(combinations) => combinations.map((texts) => {
  for (const [name, text] of Object.entries(texts)) {
    const select = document.querySelector(`#filters [name=${name}]`);
    select.selectedIndex = [...select.options].findIndex((option) => option.text === text);
  }
  document.querySelector("#filters select").dispatchEvent(new Event("change", { bubbles: true }));
  const rows = [...document.querySelectorAll("#items tbody tr")];
  return rows.filter((row) => !row.closest("[hidden]")).map((row) => row.id);
})"""


def division_names() -> dict[str, str]:
    """Return the name of each division of the register."""
    lines = (SAMPLE / "reference" / "divisions.csv").read_text(encoding="utf-8-sig").splitlines()
    return {code: name for code, _, name, *_ in (line.split(",") for line in lines[1:])}


def strategies() -> dict[str, str]:
    """Return the number of each strategy by its heading."""
    return {
        f"{one['printed_label']} {one['text']}": str(one["strategy_no"])
        for one in PLAN["plan_structure"]
        if one["level"] == "strategy"
    }


def expected(strategy: str = ALL, status: str = ALL, division: str = ALL) -> list[str]:
    """Return the rows that answer to these options, from the plan and the results worked out by hand."""
    number, names = strategies().get(strategy), division_names()
    roles = {(one["item_code"], names[one["division_code"]]) for one in PLAN["plan_roles"]}
    return [
        f"item-{code}"
        for code, result in ITEMS.items()
        if (number is None or code.startswith(f"{number}."))
        and status in (ALL, STATUSES[result])
        and (division == ALL or (code, division) in roles)
    ]


def options_of(page: Page, name: str) -> list[str]:
    return page.locator(f"#filters [name={name}] option").all_text_contents()


def told(count: int) -> str:
    if count == 0:
        return "ไม่พบรายการตามเงื่อนไขที่เลือก"
    return f"แสดง {count} จาก {len(ITEMS)} รายการ".translate(THAI)


@pytest.fixture
def page(office: Published, open_page: PageOpener) -> Iterator[Page]:
    yield open_page(office.document(YEAR, "html"), 360)


def test_the_options_are_those_of_plan_and_results(page: Page) -> None:
    names = division_names()
    assert options_of(page, "strategy") == [ALL, *strategies()]
    assert sorted(options_of(page, "status")) == sorted([ALL, *(STATUSES[one] for one in set(ITEMS.values()))])
    assert set(options_of(page, "division")) == {ALL, *(names[one["division_code"]] for one in PLAN["plan_roles"])}


@pytest.mark.parametrize("name", ["strategy", "status", "division"])
def test_each_option_leaves_its_items_and_says_how_many(page: Page, name: str) -> None:
    label = {"strategy": "กรองตามยุทธศาสตร์", "status": "กรองตามสถานะ", "division": "กรองตามหน่วยงาน"}[name]
    for option in options_of(page, name):
        page.get_by_label(label).select_option(label=option)
        rows = expected(**{name: option})
        assert page.evaluate(SHOWN) == rows
        assert page.get_by_role("status").inner_text() == told(len(rows))


def test_filters_work_together(page: Page) -> None:
    names = ("strategy", "status", "division")
    chosen = [dict(zip(names, texts, strict=True)) for texts in product(*(options_of(page, name) for name in names))]
    rows = [expected(**texts) for texts in chosen]
    assert page.evaluate(CHOOSE, chosen) == rows
    assert {0, 1, 2, 18} <= {len(one) for one in rows}


def test_a_heading_goes_with_its_last_item(page: Page) -> None:
    page.get_by_label("กรองตามสถานะ").select_option(label="ไม่แล้วเสร็จ")
    seen = [text for text in page.locator("#items h3:visible, #items h4:visible").all_inner_texts()]
    assert [text.split(" :")[0].split(" ")[0:2] for text in seen] == [["ยุทธศาสตร์ที่", "๔"], ["กลยุทธ์ที่", "๒"]]
    assert page.locator("#items table:visible").count() == 1
    assert page.locator("#annexes tr:visible").count() > 60


def test_the_button_takes_all_filters_away(page: Page) -> None:
    page.get_by_label("กรองตามหน่วยงาน").select_option(index=2)
    page.get_by_label("กรองตามสถานะ").select_option(label="เกินเกณฑ์")
    page.get_by_role("button", name="ล้างตัวกรอง").click()
    expect(page.locator("#items tbody tr[hidden]")).to_have_count(0)
    assert page.evaluate(SHOWN) == expected()
    assert page.get_by_role("status").inner_text() == told(18)
    assert page.locator("#items [hidden]").count() == 0


def test_filters_are_worked_by_the_keyboard_alone(page: Page) -> None:
    page.locator("nav a").last.focus()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "strategy":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SHOWN) == expected(strategy=list(strategies())[1])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "status"
    assert page.locator(":focus").evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#items tbody tr[hidden]")).to_have_count(0)
    assert page.evaluate("document.activeElement.type") == "reset"


def test_a_link_into_what_is_filtered_away_shows_it_again(page: Page) -> None:
    page.get_by_label("กรองตามยุทธศาสตร์").select_option(index=1)
    page.locator('nav a[href="#strategy-3"]').click()
    assert page.evaluate(SHOWN) == expected()
    assert page.locator("#strategy-3").evaluate("(one) => one.getBoundingClientRect().top") < 300
    page.get_by_label("กรองตามยุทธศาสตร์").select_option(index=1)
    page.locator('[id="origin-3.0.6"] a').click()
    assert page.locator('[id="item-3.0.6"]').is_visible()


def test_paper_shows_what_is_filtered_and_says_so(page: Page) -> None:
    page.get_by_label("กรองตามสถานะ").select_option(label="เกินเกณฑ์")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == ["item-2.1.1"]
    assert page.get_by_role("status").is_visible() and page.get_by_label("กรองตามสถานะ").is_visible()
    assert page.get_by_role("button").count() == 0


def test_a_reader_who_comes_back_finds_the_rows_that_the_choices_say(page: Page) -> None:
    page.get_by_label("กรองตามสถานะ").select_option(label="เกินเกณฑ์")
    page.goto("about:blank")
    page.go_back()
    chosen = page.get_by_label("กรองตามสถานะ").evaluate("(one) => one.selectedOptions[0].text")
    assert page.evaluate(SHOWN) == expected(status=chosen)
