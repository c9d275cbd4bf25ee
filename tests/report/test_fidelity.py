"""The published report stands in our documents whole and in order: every heading, every cell, every link."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from openpyxl import load_workbook

from tests.support.report.printed_blocks import (
    COLUMNS,
    SEED,
    Block,
    detail_pages,
    docx_blocks,
    folded,
    html_blocks,
    pdfium_pages,
    poppler_pages,
    seed_blocks,
    unread_in_pages,
)
from tests.support.whole_way import ENDINGS, HALF, Published

ADDRESS = re.compile(r"https?://[!-~๐-๙]+")
QUOTED = re.compile(r"ลิงก์มีเลขไทย\s*\([^)]*\)")
LINKS = {link for item in SEED["items"] for column in COLUMNS for link in ADDRESS.findall(item[column])}


def test_the_seed_has_its_headings_rows_and_cells() -> None:
    blocks = seed_blocks()
    assert len([block for block in blocks if len(block) == 5]) == 18
    assert len([block for block in blocks if len(block) == 1]) == 6 + 11 + 8
    assert len(LINKS) == 3


@pytest.mark.parametrize(("ending", "read"), [("docx", docx_blocks), ("html", html_blocks)])
def test_every_heading_and_cell_stands_in_order(
    office: Published, ending: str, read: Callable[[Path], list[Block]]
) -> None:
    expected = seed_blocks()
    assert read(office.document(HALF, ending))[: len(expected)] == expected


@pytest.mark.parametrize("read", [poppler_pages, pdfium_pages])
def test_every_heading_and_cell_stands_in_order_in_the_pdf(
    office: Published, read: Callable[[Path], list[str]]
) -> None:
    pages = detail_pages(read(office.document(HALF, "pdf")))
    assert unread_in_pages(pages, seed_blocks()) == []


def test_the_order_is_really_looked_at(office: Published) -> None:
    pages = detail_pages(poppler_pages(office.document(HALF, "pdf")))
    blocks = seed_blocks()
    blocks[6], blocks[7] = blocks[7], blocks[6]
    assert unread_in_pages(pages, blocks)


def test_empty_outcomes_are_printed_as_a_dash(office: Published) -> None:
    expected = {item["item"] for item in SEED["items"] if item["outcome"] in ("", "-")}
    rows = [block for block in docx_blocks(office.document(HALF, "docx")) if len(block) == 5][:18]
    dashed = {item["item"] for item, row in zip(SEED["items"], rows, strict=True) if row[3] == "-"}
    assert dashed == expected == {"1.2.3", "2.1.2", "4.2.3"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_title_is_that_of_the_published_report(office: Published, ending: str) -> None:
    text = folded(text_of(office.document(HALF, ending)))
    assert [line for line in SEED["title"] if folded(line) not in text] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_links_stand_in_arabic_digits(office: Published, ending: str) -> None:
    """Only the notes, which say what a division typed, quote a link as it was; addresses break over a PDF's lines."""
    text = text_of(office.document(HALF, ending))
    joined = re.sub(r"\s+", "", text) if ending == "pdf" else text
    assert [link for link in sorted(LINKS) if link not in joined] == []
    rest = re.sub("|".join(map(re.escape, LINKS)), "", QUOTED.sub("", joined))
    assert [found for found in ADDRESS.findall(rest) if re.search("[๐-๙]", found)] == []


def test_no_link_target_of_the_docx_has_thai_digits(office: Published) -> None:
    parts = docx.Document(str(office.document(HALF, "docx"))).part.rels.values()
    targets = [part.target_ref for part in parts if part.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert [target for target in targets if re.search("[๐-๙]", target)] == []


def text_of(path: Path) -> str:
    """Return everything a reader of the document sees."""
    if path.suffix == ".pdf":
        return "\n".join(poppler_pages(path))
    if path.suffix == ".html":
        return re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
    if path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        return "\n".join(str(value) for sheet in sheets for row in sheet.values for value in row if value is not None)
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
