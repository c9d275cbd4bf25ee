"""Every number printed in DOCX, PDF, HTML and XLSX has its origin in report.crosswalk: counted, in both rounds.

The documents are read by readers that know nothing of ours. A row that is about an item may only use origins of that
item; all else may use any of its round.
"""

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from whole_way import ENDINGS, HALF, YEAR, Published

from sarup.thai.digits import to_arabic

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
ITEM = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
PAGE = re.compile(r"หน้า\s*[0-9]+\s*(?:จาก|/)\s*[0-9]+")
NOTES = "ภาคผนวก จ"


class Rows(HTMLParser):
    """Gathers a page's rows of tables and its other texts, up to the list of origins itself."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in_row = self.is_hidden = self.is_at_origins = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_at_origins = self.is_at_origins or ("id", "origins") in attributes
        self.is_hidden = self.is_at_origins or tag in ("style", "title", "script") or (self.is_hidden and tag != "body")
        if tag == "tr":
            identity = str(dict(attributes).get("id") or "")
            self.rows.append([identity.removeprefix("item-")] if identity.startswith("item-") else [])
            self.is_in_row = True
        elif tag in ("td", "th") and self.is_in_row:
            self.rows[-1].append("")
        elif tag == "p" and self.is_in_row and self.rows[-1]:
            self.rows[-1][-1] += "\n"
        elif tag in ("p", "li", "h1", "h2", "h3", "h4", "header", "footer", "div") and not self.is_in_row:
            self.rows.append([""])

    def handle_endtag(self, tag: str) -> None:
        self.is_in_row = self.is_in_row and tag != "tr"
        self.is_hidden = self.is_at_origins or (self.is_hidden and tag not in ("style", "title", "script"))

    def handle_data(self, data: str) -> None:
        if self.is_hidden or not (data.strip() or (self.rows and self.rows[-1])):
            return
        if not self.rows or not self.rows[-1]:
            self.rows.append([""])
        self.rows[-1][-1] += data


def rows_of(path: Path) -> list[list[str]]:
    """Return what a document prints, row by row; a paragraph is a row of one cell."""
    if path.suffix == ".html":
        parser = Rows()
        parser.feed(path.read_text(encoding="utf-8"))
        return parser.rows
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [[str(cell) for cell in row if cell is not None] for sheet in book for row in sheet.values]
    if path.suffix == ".docx":
        return [*docx_rows(path)]
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [[line] for line in text.splitlines()]


def docx_rows(path: Path) -> Iterator[list[str]]:
    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        if isinstance(block, docx.text.paragraph.Paragraph):
            yield [block.text]
        else:
            yield from ([cell.text for cell in row.cells] for row in block.rows)
    for section in document.sections:
        yield from ([p.text] for part in (section.header, section.footer) for p in part.paragraphs)


def numbers(text: str) -> list[str]:
    """Return the numbers of a text without commas and trailing zeros."""
    found = (one.replace(",", "") for one in NUMBER.findall(PAGE.sub("", to_arabic(text))))
    return [one.rstrip("0").rstrip(".") if "." in one else one for one in found]


def origins(office: Published, round_code: str) -> dict[str | None, set[str]]:
    """Return item code (None: the whole round) -> the numbers that report.crosswalk explains."""
    known: dict[str | None, set[str]] = {None: set()}
    for row in office.rows("select item_code, printed from report.crosswalk where round_code = ?", round_code):
        found = set(numbers(row["printed"] or ""))
        known[None] |= found
        known.setdefault(row["item_code"], set()).update(found)
    return known


def count(rows: list[list[str]], known: dict[str | None, set[str]]) -> tuple[int, list[str]]:
    """Return how many numbers are printed, and those without an origin with their row."""
    total, missing = 0, []
    is_notes = False
    for row in rows:
        is_notes = is_notes or any(cell.strip().startswith(NOTES) for cell in row)
        first = to_arabic(row[0]).strip() if row else ""
        item = first if ITEM.fullmatch(first) and first in known else None
        # Notes are numbered where they stand; the number is no figure.
        cells = row[1:] if is_notes and len(row) > 1 and first.isdigit() else row
        if is_notes and len(row) == 1:
            cells = [re.sub(r"^\s*[0-9]+(?=\s|$)", "", to_arabic(row[0]))]
        for number in (one for cell in cells for one in numbers(cell)):
            total += 1
            if number not in known[item] and not (item and number in known.get(None, set()) and len(number) < 2):
                missing.append(f"{number} in {' | '.join(row)[:120]}")
    return total, missing


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("round_code", [HALF, YEAR])
def test_every_printed_number_has_its_origin(office: Published, round_code: str, ending: str) -> None:
    total, missing = count(rows_of(office.document(round_code, ending)), origins(office, round_code))
    print(f"{round_code} {ending}: {total - len(missing)} of {total}")
    assert total > 400
    assert missing == []


def test_a_number_that_nobody_computed_is_noticed(office: Published) -> None:
    known = origins(office, HALF)
    assert count([["1.1.1", "ร้อยละ ๙๗.๓๑"]], known)[1] == ["97.31 in 1.1.1 | ร้อยละ ๙๗.๓๑"]
    # A figure of another item is no origin.
    assert "2500000" in known[None] and "2500000" not in known["1.1.1"]
    assert len(count([["๑.๑.๑", "๒,๕๐๐,๐๐๐.๐๐"]], known)[1]) == 1


def test_each_origin_is_a_cell_of_a_file_or_a_model(office: Published) -> None:
    rows = office.rows("select * from report.crosswalk where (sha256 is null or cell is null) and sql_model is null")
    assert rows == []
    models = {row["sql_model"] for row in office.rows("select distinct sql_model from report.crosswalk")} - {None}
    there = {row["name"] for row in office.rows(
        "select schema_name || '.' || table_name as name from duckdb_tables() "
        "union all select schema_name || '.' || view_name from duckdb_views()")}  # fmt: skip
    assert models <= there
