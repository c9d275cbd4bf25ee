"""The two pictures of the README, drawn from the sample: uv run python tests/readme_pictures.py

docs/pictures/report.png is the first page of the six-month report, docs/pictures/returned.png what a division gets
back: the part of its own workbook with the cells to mend, and the list of what was found. Needs poppler-utils and
LibreOffice.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from tests.pictures import print_office, publish_sample

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
ROUND = "2564-6m"
DOTS_AN_INCH = "100"
# A heading that stands on one page of the form only: the part in which results are typed.
RESULTS_HEADING = "ตัวหาร"
FOOT = 0.09  # of a page's height, where its number stands
MARGIN = 16  # white kept around what is cut out, in dots
COLOURS = 48  # a page of text and a few fills needs no more, and its file is a third as large


def main() -> None:
    """Draw both from a sample that is published for it and thrown away."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        publish_sample(home)
        (report,) = (home / "output" / ROUND).glob("*.pdf")
        (workbook,) = (home / "outbox" / "pr" / ROUND).glob("*.xlsx")
        returned = print_office(workbook, home)
        save(draw_page(report, 1, home), FOLDER / "report.png")
        last = len(texts_of_pages(returned))
        parts = [draw_page(returned, number, home) for number in (page_with(returned, RESULTS_HEADING), last)]
        save(stacked([cut_out(part) for part in parts]), FOLDER / "returned.png")


def texts_of_pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return text.removesuffix("\f").split("\f")


def page_with(path: Path, words: str) -> int:
    """Return the number of the one page that has these words. Raises ValueError when none or several have."""
    (number,) = [number for number, text in enumerate(texts_of_pages(path), start=1) if words in text]
    return number


def draw_page(path: Path, number: int, place: Path) -> Image.Image:
    """Return the picture of one page."""
    target = place / f"page-{number}"
    pages = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", DOTS_AN_INCH, "-png", *pages, str(path), str(target)], check=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


def cut_out(page: Image.Image) -> Image.Image:
    """Return a page without its foot and its empty edges."""
    page = page.crop((0, 0, page.width, round(page.height * (1 - FOOT))))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    if box is None:
        raise ValueError("a page that should show something is empty")
    return page.crop((box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN))


def stacked(parts: list[Image.Image]) -> Image.Image:
    """Return the pictures one under the other."""
    sheet = Image.new("RGB", (max(part.width for part in parts), sum(part.height for part in parts)), "white")
    top = 0
    for part in parts:
        sheet.paste(part, (0, top))
        top += part.height
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture of few colours."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size / 1000:.0f} KB", file=sys.stderr)


if __name__ == "__main__":
    main()
