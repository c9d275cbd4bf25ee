"""The sections of a document as four readers see them: lines and rows of cells under the heading they stand under."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sarup.assets import asset_path
from sarup.phrases import load_phrases
from sarup.thai.digits import to_arabic
from tests.support.document_texts import BREAK, CELL, docx_lines, html_lines, pdf_lines, xlsx_lines

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
READERS = {".pdf": pdf_lines, ".docx": docx_lines, ".html": html_lines, ".xlsx": xlsx_lines}
# A heading begins its section; what comes before the first is the front.
HEADINGS = (
    "head.summary", "chart.status", "head.detail", "head.annex_targets", "head.annex_rounds", "head.annex_completeness",
    "head.annex_obstacles", "head.annex_budget", "head.annex_notes", "origin.heading", "head.contents",
    "xlsx.heading.notes",
)  # fmt: skip
CHARTS = ("chart.achievement", "chart.rounds", "chart.completeness")
BY_TEXT: Mapping[str, str] = {PHRASES.texts[key]: key for key in HEADINGS} | {
    PHRASES.say("xlsx.heading.chart", heading=PHRASES.texts[key]): key for key in CHARTS
}
RUNNING = re.compile(r"รายงานผลฯ|ฉบับ|--- (page|header|footer|body)")


@dataclass(frozen=True)
class Line:
    """A line of a document in Arabic digits: its section, its cells where it is a row, and which line it is."""

    section: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the cells in one text."""
        return " ".join(self.cells)


def read_lines(path: Path) -> Iterator[Line]:
    """Yield a document's lines without what runs at the head and foot of each page.

    A chart of a spreadsheet has a sheet of its own; in the other documents it stands in the section of its table.
    """
    section = "front"
    is_book, has_begun = path.suffix == ".xlsx", path.suffix != ".html"
    for line in READERS[path.suffix](path):
        heading = BY_TEXT.get(line.lstrip("#- ").removesuffix(" (ต่อ)").strip())
        # The contents of a page name the headings before they come.
        has_begun = has_begun or line.startswith("## ")
        if section == "origin.heading":
            continue  # it speaks of all sections once more, by file and cell
        if heading and (is_book or heading not in CHARTS) and not line.startswith("- ") and has_begun:
            section = heading
        elif line.startswith("--- ") and is_book:
            section = "front"
        elif line.strip() and not RUNNING.match(line):
            yield Line(section, tuple(to_arabic(cell).replace(BREAK, " ").strip() for cell in line.split(CELL)))
