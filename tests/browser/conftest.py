"""A real Chromium, kept to the files it is given: what it complains about or asks for elsewhere fails the test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.support.browser.chromium import PageOpener

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/usr/bin/chromium")
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


# For each module: an open Playwright is a running event loop, which would be in the way of other tests of its process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium that the system has; without one the tests fail: nothing else shows how a page is laid out."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("no Chromium found: install it (apt-get install chromium), as .ci/run does", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[PageOpener]:
    """Return a function that opens a file; at the end no page may have complained or asked for anything but itself."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_file(path: Path, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)

        def let_pass(route: Route) -> None:
            if urlsplit(route.request.url).path.endswith(path.as_uri().rpartition("/")[2]):
                route.continue_()
            else:
                problems.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", let_pass)
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert problems == []
