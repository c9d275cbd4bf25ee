"""The report as a Word document, filled into templates/report/report.docx."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from sarup.assets import asset_path
from sarup.render.cells import print_cell
from sarup.render.document import Document, Section, StrategyPart, Table
from sarup.render.docx_template import undated_zip
from sarup.render.paragraphs import NO_TEXT, split_paragraphs

# The page's inner width in twentieths of a point: 267 mm.
PAGE_WIDTH = 15137
# Letters of 14 pt on a line as wide as the page, about; a row of up to so many lines stays whole.
LETTERS_A_PAGE, WHOLE_LINES = 190, 12
_RIGHT = frozenset(("number", "percent", "money"))
# XML 1.0 cannot hold these at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Data = dict[str, Any]


def write_docx(document: Document, path: Path) -> None:
    """Write the report to `path` as a Word document; the same document gives the same bytes anywhere."""
    template = DocxTemplate(asset_path("templates/report/report.docx"))
    grids = _grids(document)
    template.render(_context(document, grids), autoescape=True)
    for table, grid in zip(template.docx.tables, grids, strict=True):
        _shape_table(table._tbl, grid)
    _set_page_numbers(template.docx, document.digits)
    _set_properties(template.docx.core_properties, document)
    held = io.BytesIO()
    template.save(held)
    path.write_bytes(undated_zip(held.getvalue()))


def _grids(document: Document) -> list[Data]:
    """Return every table of the report in printed order."""
    sections = [section for part in document.strategies for section in part.sections]
    return [
        _table(document.status_table, document.digits),
        *(_official(section, document) for section in sections),
        *(_table(annex, document.digits) for annex in document.annexes),
    ]


def _context(document: Document, grids: list[Data]) -> Data:
    left = iter(grids)
    return {
        "short_header": _text(document.short_header),
        "sample_note": _text(document.sample_note),
        "foot": _text(" · ".join(filter(None, (document.edition, document.as_of)))),
        "page_label": [_text(part) for part in re.split(r"\{[pn]\}", document.page_label + "{p}{n}")][:3],
        "number_switch": Markup(r"\* THAIARABIC" if document.digits == "thai" else r"\* ARABIC"),
        "first_number": "๑" if document.digits == "thai" else "1",
        "title_lines": [_text(line) for line in document.title_lines],
        "summary_heading": _text(document.summary_heading),
        "summary": _lines(document.summary),
        "status": next(left),
        "source": _text(document.source),
        "detail_heading": _text(document.detail_heading),
        "strategies": [_strategy(part, left) for part in document.strategies],
        "annexes": list(left),
    }


def _strategy(part: StrategyPart, grids: Any) -> Data:
    sections = [
        {"heading": section.heading and _text(section.heading), "grid": next(grids)} for section in part.sections
    ]
    return {"heading": _text(part.heading), "objectives": _lines(part.objectives), "sections": sections}


def _official(section: Section, document: Document) -> Data:
    shares = [width / sum(document.item_widths) for width in document.item_widths]
    rows = [_row(row.cells, shares) for row in section.rows]
    return _grid(document.item_heads, rows, shares, ["text"] * len(shares))


def _table(table: Table, digits: str) -> Data:
    shares = [share / sum(table.widths) for share in table.widths]
    printed = [*table.rows, *([table.total] if table.total is not None else [])]
    rows = [
        _row([print_cell(cell, kind, digits) for cell, kind in zip(row, table.kinds, strict=True)], shares)
        for row in printed
    ]
    grid = _grid(table.heads, rows, shares, table.kinds)
    return grid | {
        "heading": _text(table.heading), "notes": _lines(table.notes), "has_total": table.total is not None
    }  # fmt: skip


def _grid(heads: Sequence[str], rows: list[Data], shares: Sequence[float], kinds: Sequence[str]) -> Data:
    printed = [_paragraphs(head) for head in heads]
    return {"heads": printed, "rows": rows, "shares": shares, "kinds": kinds, "has_total": False}


def _row(texts: Sequence[str], shares: Sequence[float]) -> Data:
    lines = max(_count_lines(text, share) for text, share in zip(texts, shares, strict=True))
    return {"cells": [{"lines": _paragraphs(text)} for text in texts], "whole": lines <= WHOLE_LINES}


def _count_lines(text: str, share: float) -> int:
    """Return about how many lines a text fills in a column; marks above and below letters take no room."""
    room = LETTERS_A_PAGE * share
    lengths = (len(re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", line.text)) for line in split_paragraphs(text))
    return sum(1 + int(length / room) for length in lengths)


def _paragraphs(text: str) -> list[Data]:
    return [{"marker": _text(line.marker), "text": _text(line.text)} for line in split_paragraphs(text)]


def _lines(texts: Sequence[str]) -> list[Markup]:
    return [_text(line) for text in texts for line in text.splitlines() if line.strip()]


def _text(text: str) -> Markup:
    """Return a text as XML character data; braces are coded because docxtpl rewrites some pairs of them."""
    plain = _NOT_XML.sub("\ufffd", text)
    return Markup(str(escape(plain)).replace("{", "&#123;").replace("}", "&#125;"))


def _shape_table(table: Any, grid: Data) -> None:
    """Give a filled table its column widths, whole rows, sides and the total's weight."""
    widths = [str(round(share * PAGE_WIDTH)) for share in grid["shares"]]
    for column, width in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), width)
    head, *rows = table.tr_lst
    for row in (head, *rows):
        for cell, width in zip(row.tc_lst, widths, strict=True):
            _set_width(cell, width)
    for row, data in zip(rows, grid["rows"], strict=True):
        if data["whole"]:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, kind in zip(row.tc_lst, grid["kinds"], strict=True):
            _set_sides(cell, kind)
    if grid["has_total"]:
        _embolden(rows[-1])


def _set_width(cell: Any, width: str) -> None:
    held = cell.get_or_add_tcPr().get_or_add_tcW()
    held.set(qn("w:w"), width)
    held.set(qn("w:type"), "dxa")


def _set_sides(cell: Any, kind: str) -> None:
    for line in cell.p_lst:
        if "".join(part.text or "" for part in line.iter(qn("w:t"))) == NO_TEXT:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind in _RIGHT:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _embolden(row: Any) -> None:
    for run in row.iter(qn("w:r")):
        properties = run.get_or_add_rPr()
        properties.append(OxmlElement("w:b"))
        properties.append(OxmlElement("w:bCs"))


def _set_page_numbers(filled: Any, digits: str) -> None:
    """Number the pages in Thai digits also where a program does not know the field's own switch."""
    if digits == "thai":
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:fmt"), "thaiNumbers")
        filled.sections[0]._sectPr.find(qn("w:pgMar")).addnext(numbers)


def _set_properties(properties: Any, document: Document) -> None:
    made = datetime.combine(document.dated, time(), UTC).replace(tzinfo=None)
    properties.title = " ".join(document.title_lines)[:255]
    properties.author = properties.last_modified_by = document.author[:255]
    properties.created = properties.modified = made
    properties.language, properties.revision = document.language, 1
