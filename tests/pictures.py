"""Pictures of every page of every document, for a person to look at: uv run python tests/pictures.py FOLDER [OUTPUT…]

OUTPUT are folders of documents and letters; without one the sample's two rounds are published first. FOLDER gets the
pictures and an index.html that shows them all. Needs poppler-utils, LibreOffice and Chromium.
"""

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.office_at_work import OfficeAtWork
from tests.support.whole_way import HALF, SAMPLE, YEAR

DOTS_AN_INCH = "80"
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
TALLEST = 3_000  # of one picture
PRINTED = frozenset({".docx", ".xlsx"})
STYLE = "body{font-family:sans-serif;margin:1rem}img{border:1px solid #999;margin:.25rem;max-width:100%}"


def main() -> None:
    """Draw everything and say where it lies."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        outputs = [Path(argument) for argument in sys.argv[2:]] or publish_sample(Path(name))
        drawn = {path: draw(path, folder / f"{number:02d}") for number, path in enumerate(documents(outputs), start=1)}
    index = folder / "index.html"
    index.write_text(index_page(drawn, folder), encoding="utf-8")
    print(f"{sum(map(len, drawn.values()))} pictures: {index}")


def publish_sample(home: Path) -> list[Path]:
    """Publish the sample's two rounds and return the folders with documents and letters."""
    office = OfficeAtWork(home, SAMPLE / "inbox")
    for round_code in (HALF, YEAR):
        office.report(round_code)
    return [home / "output", home / "outbox"]


def documents(outputs: Sequence[Path]) -> Iterator[Path]:
    """Yield every document of the folders in order of name."""
    endings = {".pdf", ".html", *PRINTED}
    for output in outputs:
        yield from sorted(path for path in output.rglob("*") if path.suffix in endings)


def draw(path: Path, place: Path) -> list[Path]:
    """Return the pictures of a document, drawn into a folder of their own."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    print(path.name, flush=True)
    if path.suffix == ".html":
        draw_page(path, place)
    else:
        draw_printed(print_office(path, place) if path.suffix in PRINTED else path, place)
    return sorted(place.glob("*.png"))


def draw_printed(path: Path, place: Path) -> None:
    """Draw each page of a PDF."""
    subprocess.run(["pdftoppm", "-r", DOTS_AN_INCH, "-png", str(path), str(place / "page")], check=True)


def print_office(path: Path, place: Path) -> Path:
    """Return the PDF that LibreOffice makes of a document or workbook."""
    with tempfile.TemporaryDirectory() as profile:
        user = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = ["soffice", user, "--headless", "--convert-to", "pdf", "--outdir", str(place), str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return place / f"{path.stem}.pdf"


def draw_page(path: Path, place: Path) -> None:
    """Draw a page in every width, light and dark."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        for width in WIDTHS:
            for scheme in SCHEMES:
                draw_width(browser, path, place, width, scheme)
        browser.close()


def draw_width(browser: Browser, path: Path, place: Path, width: int, scheme: str) -> None:
    """Draw a page of one width from the top down, in pictures that are not too high."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path.resolve().as_uri())
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    for part, top in enumerate(range(0, height, TALLEST)):
        clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, height - top)}
        name = f"{width:04d}-{scheme}-{part}.png"
        page.screenshot(path=place / name, full_page=True, clip=clip)  # type: ignore[arg-type]
    page.close()


def index_page(drawn: dict[Path, list[Path]], folder: Path) -> str:
    """Return a page that shows all pictures under the names of their documents."""
    parts = [f"<!doctype html><meta charset=utf-8><title>Pages</title><style>{STYLE}</style>"]
    for path, pictures in drawn.items():
        parts.append(f"<h2>{html.escape(f'{path.parent.name}/{path.name}')}</h2>")
        for picture in pictures:
            where = picture.relative_to(folder).as_posix()
            parts.append(f'<a href="{where}"><img loading=lazy src="{where}" alt="{html.escape(picture.stem)}"></a>')
    return "\n".join(parts)


if __name__ == "__main__":
    main()
