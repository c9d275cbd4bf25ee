"""The seed report as blocks in printed order, and the same blocks read back from DOCX, HTML and PDF.

A block is a heading or an objective (one text) or a row of a five-column table (five texts). White space is left out
and digits are folded to 0-9: the text layer of a PDF knows neither, and an office chooses its digits.
"""

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.table import Table

from tests.support.whole_way import EXAMPLES

Block = tuple[str, ...]
SEED: dict[str, Any] = json.loads((EXAMPLES / "seed-2564-6m.json").read_text(encoding="utf-8"))
COLUMNS = ("guideline", "activity", "indicator", "outcome", "narrative")
OBJECTIVES_OF_STRATEGIES = (3, 2, 2, 2, 1, 1)
HEADS = "แนวทางปฏิบัติกิจกรรม/โครงการตัวชี้วัดผลลัพธ์ผลการดำเนินการ"
DETAIL = "ผลการดำเนินการรายยุทธศาสตร์"
AGAIN = "(ต่อ)"
FOOT = re.compile(r"ฉบับเบื้องต้น\(ยังไม่ปิดรอบ\)·ข้อมูลตามไฟล์รายงานที่ได้รับถึงวันที่20เมษายน2564หน้า\d+จาก\d+$")
HEAD = "รายงานผลฯสนค.ปีงบประมาณพ.ศ.2564รอบ6เดือนข้อมูลตัวอย่างสำหรับทดสอบระบบมิใช่ข้อมูลจริงของหน่วยงาน"
# A mark raised above a letter looks to pdfium like a line of its own, which it gives the whole syllable again.
ECHO = re.compile(r"(?<=เพิ่มประ)\s+พิ่\s+(?=สิทธิ)")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def folded(text: str) -> str:
    """Return the text without white space and with digits 0-9."""
    return re.sub(r"\s+", "", text).translate(ARABIC)


def seed_blocks() -> list[Block]:
    """Return the 6 strategies, 11 objectives, 8 tactics and 18 rows of the seed in the order it prints them."""
    objectives, tactics = iter(SEED["objectives"]), iter(SEED["tactics"])
    blocks: list[Block] = []
    seen = ("", "")
    for item in SEED["items"]:
        strategy, tactic, _ = item["item"].split(".")
        if strategy != seen[0]:
            blocks.append((SEED["strategies"][int(strategy) - 1],))
            blocks += [(next(objectives),) for _ in range(OBJECTIVES_OF_STRATEGIES[int(strategy) - 1])]
        if (strategy, tactic) != seen and tactic != "0":
            blocks.append((next(tactics),))
        seen = (strategy, tactic)
        blocks.append(tuple(item[column] or "-" for column in COLUMNS))
    assert not [*objectives, *tactics]
    return [tuple(folded(text) for text in block) for block in blocks]


def docx_blocks(path: Path) -> list[Block]:
    """Return paragraphs and table rows of a DOCX from the heading of the detailed part on."""
    blocks: list[Block] = []
    for part in docx.Document(str(path)).iter_inner_content():
        if isinstance(part, Table):
            blocks += [tuple(folded(cell.text) for cell in row.cells) for row in part.rows]
        else:
            blocks.append((folded(part.text),))
    return after_detail(blocks)


def html_blocks(path: Path) -> list[Block]:
    """Return headings, list entries and table rows of a page from the heading of the detailed part on."""
    reader = _BlockReader()
    reader.feed(path.read_text(encoding="utf-8"))
    return after_detail(reader.blocks)


def after_detail(blocks: list[Block]) -> list[Block]:
    """Return the blocks behind the heading of the detailed part, without empty ones and table heads."""
    start = len(blocks) - blocks[::-1].index((DETAIL,))
    return [block for block in blocks[start:] if any(block) and "".join(block) != HEADS]


class _BlockReader(HTMLParser):
    """Collects the text of block elements; a table row becomes one block of its cells."""

    BLOCKS = frozenset({"h2", "h3", "h4", "li", "tr"})
    CELLS = frozenset({"th", "td"})

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.texts = [] if tag == "tr" else [""]
        elif tag in self.CELLS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.blocks.append(tuple(folded(text) for text in self.texts))
            self.texts = []


def poppler_pages(path: Path) -> list[str]:
    """Return the pages as poppler reads them, in the order in which they are drawn."""
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode("utf-8").split("\f")[:-1]


def pdfium_pages(path: Path) -> list[str]:
    """Return the pages as pdfium reads them, but for the one syllable that it says a second time."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [ECHO.sub("", page.get_textpage().get_text_range()) for page in pdf]


def detail_pages(pages: list[str]) -> list[str]:
    """Return the pages of the detailed part without what repeats on each page: running lines and table heads."""
    bare = [_without_running_lines(folded(page)) for page in pages]
    start = next(n for n, page in enumerate(bare) if page.startswith(DETAIL))
    return [bare[start].removeprefix(DETAIL), *bare[start + 1 :]]


def _without_running_lines(page: str) -> str:
    assert page.startswith(HEAD) and FOOT.search(page), page
    page = FOOT.sub("", page.removeprefix(HEAD))
    for strategy in SEED["strategies"]:
        page = page.removeprefix(folded(strategy) + AGAIN)
    return page.replace(HEADS, "")


def unread_in_pages(pages: list[str], blocks: list[Block]) -> list[str]:
    """Return what of the first block that breaks the order could not be read; nothing when all pages hold all blocks.

    Nothing may stand between blocks or be left on the last page. A row that runs over a page goes on with the rest of
    each of its cells, from left to right, behind that page's running lines.
    """
    page, at = 0, 0
    for block in blocks:
        rest = list(block)
        while any(rest):
            if at == len(pages[page]):
                page, at = page + 1, 0
            before = at
            for n, text in enumerate(rest):
                taken = _same_start(text, pages[page][at:])
                rest[n], at = text[taken:], at + taken
            if at == before or (any(rest) and at < len(pages[page])):
                return rest
    return [pages[page][at:]] if at < len(pages[page]) else []


def _same_start(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
