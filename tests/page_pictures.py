"""The README's picture of the page, drawn from the sample: uv run python -m tests.page_pictures

docs/pictures/page.png is the board of the six-month round as the planning office sees it. Needs Chromium.
"""

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from sarup.codes import AccessRole
from tests.support.web.page_office import copied
from tests.support.web.served import served
from tests.support.whole_way import HALF, SAMPLE, publish_office

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "page.png"
COLOURS = 48


def main() -> None:
    """Draw it from a sample that is published for it and thrown away."""
    with tempfile.TemporaryDirectory() as name:
        published = publish_office(SAMPLE / "inbox", Path(name) / "published", (HALF,))
        page = copied(published, Path(name) / "page")
        with served(page) as address:
            draw(f"{address}/in/{page.link(AccessRole.PLANNING_OFFICE)}", f"{address}/rounds/{HALF}")
        page.office.close()
    with Image.open(PICTURE) as picture:
        picture.convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)


def draw(link: str, place: str) -> None:
    """Come in by a link and take a picture of a page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 860})
        page.goto(link)
        page.locator("main button").click()
        page.goto(place)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
