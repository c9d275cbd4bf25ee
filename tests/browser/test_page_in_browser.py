"""The page in Chromium: from a personal link to a mended file, with and without script, by keyboard, without fault."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sarup.codes import AccessRole, Severity, Verdict
from sarup.commands.check import CheckedFile, CheckedFinding
from tests.support.browser.laid_out import scrolls_sideways
from tests.support.web.page_office import PageOffice, copied
from tests.support.web.served import served
from tests.support.whole_way import SAMPLE, Published

FAULTY, MENDED = "รายงานผล_pr_2564-6m_ฉบับที่1.xlsx", "รายงานผล_pr_2564-6m.xlsx"
PAGES = {
    AccessRole.PLANNING_OFFICE: (
        "/rounds/2564-6m", "/rounds/2564-6m?q=zzz", "/rounds/2564-6m/divisions/pr", "/rounds/2564-6m/findings",
        "/rounds/2564-6m/decisions", "/calendar", "/rounds/2564-6m/items/1.1.1", "/nothing",
    ),
    AccessRole.FOCAL_POINT: ("/counter/2564-6m",),
    AccessRole.APPROVER: ("/approval/2564-6m", "/documents"),
}  # fmt: skip


def found(paths: Sequence[Path], division: str) -> list[CheckedFile]:
    """Find one error in the faulty file of the sample, and nothing in others."""
    error = CheckedFinding("R07", Severity.ERROR, "O8", None, "O8", "10", "กรอกผลและเหตุผลพร้อมกัน", "โปรดเก็บไว้อย่างเดียว")
    return [
        CheckedFile(path.name, "0" * 64, Verdict.RETURNED, (error,), "results")
        if path.name == FAULTY
        else CheckedFile(path.name, "0" * 64, Verdict.ACCEPTED, (), "results")
        for path in paths
    ]


@pytest.fixture(scope="module")
def office_page(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageOffice]:
    page = copied(office, tmp_path_factory.mktemp("browsed"), found)
    with (page.reference / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("\napproval: one\n")
    yield page
    page.office.close()


@pytest.fixture(scope="module")
def address(office_page: PageOffice) -> Iterator[str]:
    with served(office_page) as address:
        yield address


def come_in(
    browser: Browser, office_page: PageOffice, address: str, role: AccessRole, width: int = 1280, script: bool = True
) -> Page:
    """Return a window in which somebody has come in by their link; what it complains about fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(f"console: {message.text}") if "404" not in message.text else None)
    page.on("pageerror", lambda error: pytest.fail(f"error: {error}"))
    page.goto(f"{address}/in/{office_page.link(role, 'pr' if role == AccessRole.FOCAL_POINT else '')}")
    page.locator("main button").press("Enter")
    expect(page.locator("header nav, header .who").first).to_be_visible()
    return page


@pytest.mark.parametrize(("width", "script"), [(390, True), (1280, True), (390, False)])
def test_a_focal_point_sends_a_file_reads_what_to_mend_and_sends_the_mended_one(
    browser: Browser, office_page: PageOffice, address: str, width: int, script: bool
) -> None:
    page = come_in(browser, office_page, address, AccessRole.FOCAL_POINT, width, script)
    page.goto(f"{address}/counter/2564-6m")
    for name, verdict in ((FAULTY, "returned"), (MENDED, "accepted")):
        page.set_input_files("#file", SAMPLE / "inbox" / "pr" / name)
        page.locator("button[value=check]").press("Enter")
        expect(page.locator(f".verdict.{verdict}")).to_be_visible(timeout=15_000)
        expect(page.locator("td.code")).to_have_count(1 if verdict == "returned" else 0)
        page.locator("main a").first.press("Enter")
        expect(page.locator("#file")).to_be_visible()
    page.context.close()


def test_every_page_can_be_read_by_everybody_at_both_widths(
    browser: Browser, office_page: PageOffice, address: str
) -> None:
    for role, paths in PAGES.items():
        page = come_in(browser, office_page, address, role)
        for path in paths:
            page.goto(f"{address}{path}")
            for width, scheme in ((390, "dark"), (1280, "light")):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                assert not scrolls_sideways(page), (path, width)
                violations = Axe().run(page).response["violations"]
                assert [one["id"] for one in violations] == [], (path, width)
        page.context.close()


def test_a_search_answers_while_one_types_and_the_address_is_asked_once(
    browser: Browser, office_page: PageOffice, address: str
) -> None:
    page = come_in(browser, office_page, address, AccessRole.PLANNING_OFFICE)
    page.goto(f"{address}/rounds/2564-6m")
    expect(page.locator(".board tbody tr")).to_have_count(11)
    page.locator("#q").press_sequentially("ประชา")
    expect(page.locator(".board tbody tr")).to_have_count(1)
    page.context.close()


def test_an_approver_approves_by_keyboard_and_the_office_may_close(
    browser: Browser, office_page: PageOffice, address: str
) -> None:
    desk = come_in(browser, office_page, address, AccessRole.PLANNING_OFFICE)
    desk.goto(f"{address}/rounds/2564-6m/decisions")
    expect(desk.locator("form[action$=close]")).to_have_count(0)
    approver = come_in(browser, office_page, address, AccessRole.APPROVER)
    approver.goto(f"{address}/approval/2564-6m")
    for _ in range(60):
        approver.keyboard.press("Tab")
        if approver.evaluate("document.activeElement.value") == "approve":
            break
    approver.keyboard.press("Enter")
    expect(approver.locator(".said")).to_have_text(re.compile("บันทึกความเห็นชอบแล้ว"))
    desk.reload()
    desk.locator("summary", has_text="ปิดรอบ").press("Enter")
    desk.locator("#why-close").fill("ครบถ้วนแล้ว")
    desk.locator("form[action$=close] button").press("Enter")
    expect(desk.locator(".said").first).to_be_visible()
    assert office_page.asked
    desk.context.close()
    approver.context.close()
