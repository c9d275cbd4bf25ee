"""The report as a Word document, filled into templates/report/report.docx."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from math import ceil
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from markupsafe import Markup

from sarup.assets import asset_path
from sarup.render.content.document import Chart, Document, Signature, StrategyPart, Table
from sarup.render.docx.base import saved_bytes, set_properties
from sarup.render.docx.pictures import emblem_png, height_for, picture_markup, width_for
from sarup.render.docx.tables import (
    ChartPictures,
    Grid,
    official_grid,
    official_shares,
    shape_table,
    table_grid,
    xml_lines,
    xml_text,
)
from sarup.render.docx.template import PAGE
from sarup.render.measure.lines import ELLIPSIS
from sarup.render.typst.chart_drawing import shorten_chart
from sarup.render.typst.chart_picture import chart_png
from sarup.thai.words import split_words

EMBLEM_HEIGHT = Mm(20).pt
# A chart is as wide as the page; a higher one becomes several pictures.
CHART_WIDTH, CHART_HEIGHT = Mm(PAGE.room).pt, 400.0
# So many people sign beside each other.
SIGN_BESIDE = 4
DOTS = "." * 36
# Letters that header and footer, and a line of a chart, have room for; longer texts stand in full elsewhere.
MARGIN_LETTERS = 150


def write_docx(document: Document, path: Path) -> None:
    """Write the report to `path` as a Word document; the same document gives the same bytes anywhere."""
    template = DocxTemplate(asset_path("templates/report/report.docx"))
    template.init_docx()
    grids = _grids(document)
    template.render(_context(document, grids, template.docx.part), autoescape=True)
    tables = [table._tbl for table in template.docx.tables]
    for table, grid in zip(tables, grids, strict=False):
        shape_table(table, grid)
    if document.signatures:
        _spread(tables[len(grids)])
    _set_page_numbers(template.docx, document.digits)
    set_properties(template.docx, " ".join(document.title_lines), document.author, document.language, document.dated)
    path.write_bytes(saved_bytes(template.docx))


def _grids(document: Document) -> list[Grid]:
    """Return every table of the report in printed order."""
    shares = official_shares(document)
    return [
        table_grid(document.status_table, document.digits),
        *(
            official_grid(part.heading, section, document, shares)
            for part in document.strategies
            for section in part.sections
        ),
        *(table_grid(annex, document.digits) for annex in document.annexes),
    ]


def _context(document: Document, grids: list[Grid], part: Any) -> Mapping[str, object]:
    left = iter(grids)
    return {
        "short_header": xml_text(_cut(document.short_header, MARGIN_LETTERS)),
        "sample_note": xml_text(_cut(document.sample_note, MARGIN_LETTERS)),
        "foot": xml_text(_cut(" · ".join(filter(None, (document.edition, document.as_of))), MARGIN_LETTERS)),
        "page_label": [xml_text(text) for text in re.split(r"\{[pn]\}", document.page_label + "{p}{n}")][:3],
        "number_switch": Markup(r"\* THAIARABIC" if document.digits == "thai" else r"\* ARABIC"),
        "first_number": "๑" if document.digits == "thai" else "1",
        "emblem": _emblem(document, part),
        "title_lines": [xml_text(line) for line in document.title_lines],
        "summary_heading": xml_text(document.summary_heading),
        "summary": xml_lines(document.summary),
        "status": _charted(document.status_table, next(left), document, part),
        "source": xml_text(document.source),
        "detail_heading": xml_text(document.detail_heading),
        "strategies": [_strategy(strategy, left) for strategy in document.strategies],
        "annexes": [_charted(annex, grid, document, part) for annex, grid in zip(document.annexes, left, strict=True)],
        "signatures": _signatures(document.signatures, document.labels.get("sign.signed", "")),
    }


def _emblem(document: Document, part: Any) -> Markup | None:
    if document.emblem is None:
        return None
    png = emblem_png(document.emblem, EMBLEM_HEIGHT)
    return picture_markup(part, png, width_for(png, EMBLEM_HEIGHT), document.emblem.alt, document.emblem.alt)


def _strategy(part: StrategyPart, grids: Iterator[Grid]) -> Mapping[str, object]:
    sections = [
        {"heading": section.heading and xml_text(section.heading), "grid": next(grids)} for section in part.sections
    ]
    return {"heading": xml_text(part.heading), "objectives": xml_lines(part.objectives), "sections": sections}


def _charted(table: Table, grid: Grid, document: Document, part: Any) -> Grid:
    chart = table.chart
    if chart is None:
        return grid
    shown = ChartPictures(
        pictures=tuple(
            picture_markup(part, png, width, chart.heading, chart.alt)
            for png, width in _chart_pictures(chart, document.digits)
        ),
        caption=xml_text(_caption(chart, document.labels)),
        notes=xml_lines(chart.notes),
        data_table=xml_text(document.labels.get("data_table", table.heading)),
    )
    return replace(grid, chart=shown)


def _caption(chart: Chart, labels: Mapping[str, str]) -> str:
    return " : ".join(filter(None, (labels.get("head.charts"), chart.heading)))


def _chart_pictures(chart: Chart, digits: str) -> list[tuple[bytes, float]]:
    """Return a chart as the pictures that each fit on a page, and how many points wide they are."""
    drawn = shorten_chart(chart)
    png = chart_png(drawn, digits, CHART_WIDTH)
    count = min(ceil(height_for(png, CHART_WIDTH) / CHART_HEIGHT), len(chart.bars))
    if count <= 1:
        return [(png, min(CHART_WIDTH, width_for(png, CHART_HEIGHT)))]
    size = ceil(len(chart.bars) / count)
    parts = [drawn.bars[start : start + size] for start in range(0, len(chart.bars), size)]
    pictures = [chart_png(replace(drawn, bars=bars), digits, CHART_WIDTH) for bars in parts]
    return [(png, min(CHART_WIDTH, width_for(png, CHART_HEIGHT))) for png in pictures]


def _cut(text: str, letters: int) -> str:
    """Return a text of at most so many letters, cut behind a word where it has words, with "…" for the rest."""
    if len(text) <= letters:
        return text
    ends = accumulate(len(word) for word in split_words(text))
    end = max((end for end in ends if end <= letters), default=letters)
    return text[:end].rstrip() + ELLIPSIS


def _signatures(signatures: Sequence[Signature], signed: str) -> list[list[list[Markup]]]:
    """Return the places to sign in rows, every row with equally many places."""
    beside = min(len(signatures), SIGN_BESIDE)
    rows = [signatures[start : start + beside] for start in range(0, len(signatures), beside or 1)]
    return [[*(_sign_lines(one, signed) for one in row), *[[Markup("")]] * (beside - len(row))] for row in rows]


def _sign_lines(signature: Signature, signed: str) -> list[Markup]:
    lines = (f"{signed} {DOTS} {signature.role}".strip(), f"({signature.name or DOTS})", signature.position)
    return [xml_text(" ".join(line.split())) for line in lines if line.strip()]


def _spread(table: Any) -> None:
    """Spread the places to sign evenly over the page."""
    columns = table.tblGrid.findall(qn("w:gridCol"))
    room = str(round(PAGE.room / 25.4 * 1440 / len(columns)))
    for column in columns:
        column.set(qn("w:w"), room)
    for row in table.tr_lst:
        for cell in row.tc_lst:
            width = cell.get_or_add_tcPr().get_or_add_tcW()
            width.set(qn("w:w"), room)
            width.set(qn("w:type"), "dxa")


def _set_page_numbers(filled: Any, digits: str) -> None:
    """Number the pages in Thai digits also where a program does not know the field's own switch."""
    if digits == "thai":
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:fmt"), "thaiNumbers")
        filled.sections[0]._sectPr.find(qn("w:pgMar")).addnext(numbers)
