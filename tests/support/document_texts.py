"""What a document says, as text: read by programs that are not ours, one line a paragraph, row or printed line."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from lxml import etree, html
from openpyxl import load_workbook  # type: ignore[import-untyped]

CELL, BREAK = " | ", " ⏎ "
# Elements of a page that begin a line of their own, and how that line is marked.
HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "li": "- "}
BLOCKS = HEADINGS | dict.fromkeys(
    ("p", "b", "caption", "figcaption", "summary", "dt", "dd", "label", "legend", "option", "button"), ""
)
SILENT = frozenset({"style", "script", "head"})


def read_text(path: Path) -> str:
    """Return a document's text by its ending; lines end in a newline, no line ends in a blank."""
    read = {".pdf": pdf_lines, ".docx": docx_lines, ".html": html_lines, ".xlsx": xlsx_lines}[path.suffix]
    return "".join(f"{line.rstrip()}\n" for line in read(path))


def pdf_lines(path: Path) -> Iterator[str]:
    """Yield the lines of each page as poppler reads them, in the order in which they are drawn."""
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    for number, page in enumerate(told.stdout.decode("utf-8").split("\f")[:-1], start=1):
        yield f"--- page {number}"
        yield from page.splitlines()


def docx_lines(path: Path) -> Iterator[str]:
    """Yield headers and footers, then paragraphs and table rows in order, as python-docx reads them."""
    document = docx.Document(str(path))
    for section in document.sections:
        for name, part in (("header", section.header), ("footer", section.footer)):
            yield f"--- {name}"
            yield from _held(part)
    yield "--- body"
    yield from _held(document)


def _held(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            yield from (CELL.join(map(_cell, row.cells)) for row in block.rows)
            continue
        mark = "#" * int(block.style.name[-1]) + " " if re.fullmatch(r"Heading \d", block.style.name) else ""
        yield mark + block.text.replace("\n", BREAK)
        yield from (f"[picture: {drawn.get('descr')}]" for drawn in block._p.iter(qn("wp:docPr")))


def _cell(cell: _Cell) -> str:
    return BREAK.join(_held(cell))


def html_lines(path: Path) -> Iterator[str]:
    """Yield a page's title, then its headings, paragraphs, list entries and table rows in order, as lxml reads them."""
    page = page_of(path)
    yield f"--- {_plain(page.findtext('.//title'))}"
    yield from (line for line in _blocks(page.body) if line.strip())


def page_of(path: Path) -> html.HtmlElement:
    """Return a page as lxml reads it; it takes places where a line may end for elements that hold all that follows."""
    written = path.read_text(encoding="utf-8").replace("<wbr>", "")
    return html.document_fromstring(written, parser=html.HTMLParser(huge_tree=True))


def _blocks(element: etree._Element) -> Iterator[str]:
    """Yield an element's lines; what stands between its blocks is a line as well."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in SILENT or not isinstance(child.tag, str):
            lines: list[str] | None = []
        elif child.tag == "tr":
            lines = [CELL.join(_inside(cell) for cell in child)]
        elif child.tag == "svg":
            lines = [
                f"[picture: {_plain(child.findtext('.//{*}title') or child.findtext('.//title'))}]",
                _inside(child),
            ]
        elif child.tag in BLOCKS and not _has_blocks(child):
            lines = [BLOCKS[child.tag] + _inside(child)]
        else:
            lines = list(_blocks(child)) if _has_blocks(child) else None
        if lines is None:
            loose.append("".join(child.itertext()))
        else:
            yield _plain("".join(loose))
            yield from lines
            loose = []
        loose.append(child.tail or "")
    yield _plain("".join(loose))


def _has_blocks(element: etree._Element) -> bool:
    return any(
        child.tag in BLOCKS or child.tag in ("tr", "svg", "div", "section") for child in element.iterdescendants()
    )


def _inside(element: etree._Element) -> str:
    """Return an element's text on one line; the paragraphs in it stay apart."""
    if not _has_blocks(element):
        return _plain("".join(element.itertext()))
    return BREAK.join(line for line in _blocks(element) if line.strip())


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def xlsx_lines(path: Path) -> Iterator[str]:
    """Yield each sheet's name and its rows as openpyxl reads them; numbers as they are held."""
    for sheet in load_workbook(path).worksheets:
        yield f"--- {sheet.title}"
        for row in sheet.iter_rows(values_only=True):
            if any(value is not None for value in row):
                yield CELL.join(_held_value(value) for value in row).rstrip("| ")


def _held_value(value: object) -> str:
    return "" if value is None else str(value).replace("\n", BREAK)


def letters(text: str) -> str:
    """Return the base letters and digits of a text: programs store marks and ำ in their own order."""
    plain = unicodedata.normalize("NFD", text.replace("ำ", "า"))
    return "".join(one for one in plain if unicodedata.category(one)[0] in "LN")
