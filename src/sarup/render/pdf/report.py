"""The report as an accessible, archivable PDF, typeset by Typst from templates/report/report.typ.j2."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sarup.render.content.cells import print_cell
from sarup.render.content.document import Chart, Document, Section, StrategyPart, Table
from sarup.render.content.paragraphs import NO_TEXT, Paragraph, split_paragraphs
from sarup.render.measure.column_widths import fit_columns
from sarup.render.measure.lines import first_lines, joined_phrases, pieces, printable, set_lines, width
from sarup.render.pdf.memo import emblem_data, signature_data
from sarup.render.typst.chart_drawing import chart_data
from sarup.render.typst.typesetting import Values, fill_template, typeset_pdf

# Sarabun at 10 pt stands as high as TH Sarabun New at 14.5 pt, the size of tables in official reports.
SIZES = {"title": 13.0, "heading": 12.0, "body": 11.0, "table": 10.0, "small": 8.5}
PAGE = {"side": 42.0, "top": 64.0, "bottom": 50.0, "inset": 4.0}
PAGE_WIDTH, PAGE_HEIGHT = 841.89 - 2 * PAGE["side"], 595.28 - PAGE["top"] - PAGE["bottom"]
LINE_HEIGHT = 1.28
# A row up to this share of a page moves to the next page whole; a higher one may be split.
WHOLE_ROW = 0.4
# At least so many lines of a split cell go to the next page.
LAST_LINES = 3
# The first page's summary and its chart and table side by side.
HALVES, GUTTER = (0.94, 1.0), 18.0
# The table of the first page is set smaller than others, so that no word of its heads is cut.
SMALLER = 0.9
# The first page's type may grow or shrink by a few steps; this is the largest of them in the template.
LARGEST = 1.1
# The page's margins hold so many lines of running header or footer.
RUNNING_LINES = 2
_SIDES = {"number": 1, "percent": 1, "money": 1}


@dataclass(frozen=True)
class SetParagraph:
    """A paragraph as it is set: its pieces, in so many lines, words that hang behind its numeral; widths in ems."""

    parts: list[str]
    count: int
    hang: float
    depth: float
    underlined: bool

    def values(self) -> Values:
        """Return what the template gets."""
        return {**vars(self)}


def write_pdf(document: Document, path: Path) -> None:
    """Write the report to `path` as PDF/A-2a and PDF/UA-1; the same document gives the same bytes anywhere.

    Raises TypesettingError if the report cannot be typeset.
    """
    path.write_bytes(typeset_pdf(typeset_source(document), document.dated))


def typeset_source(document: Document) -> str:
    """Return the Typst source of the report, all its texts as literals."""
    shares = _fit(document.item_widths, document.item_heads, document.item_cells, PAGE_WIDTH)
    return fill_template(
        "report.typ.j2",
        sizes=SIZES,
        page=PAGE,
        title=printable(" ".join(document.title_lines)),
        author=printable(document.author),
        dated=document.dated,
        language=document.language,
        running=_running(document),
        opening=_opening(document),
        detail_heading=_heading(document.detail_heading) if document.detail_heading else [],
        strategies=[_strategy(part, document, shares) for part in document.strategies],
        emblem=emblem_data(document.emblem),
        signatures=[signature_data(one, document.labels.get("sign.signed", "")) for one in document.signatures],
        annexes=[_table(annex, document) for annex in document.annexes],
    )


def _running(document: Document) -> Values:
    room = PAGE_WIDTH / SIZES["small"]
    return {
        "header": _within(document.short_header, room * 0.6, RUNNING_LINES),
        "sample": _within(document.sample_note, room * 0.38, RUNNING_LINES),
        "foot": _within(" · ".join(filter(None, (document.edition, document.as_of))), room * 0.8, RUNNING_LINES),
        "label": printable(document.page_label),
        "thai_digits": document.digits == "thai",
    }


def _within(text: str, room: float, lines: int, bold: bool = False) -> list[str]:
    """Return a text of the running header or footer, which must not grow out of the page."""
    return first_lines(pieces(text, room, bold), room, lines, bold)


def _opening(document: Document) -> Values:
    room = PAGE_WIDTH / SIZES["body"]
    left, right = (share / sum(HALVES) * (PAGE_WIDTH - GUTTER) for share in HALVES)
    return {
        "title": [_title(line, room / 1.25 / LARGEST) for line in document.title_lines],
        "heading": _heading(document.summary_heading),
        "halves": HALVES,
        "gutter": GUTTER,
        "smaller": SMALLER,
        "wide": _paragraphs("\n".join(document.summary), room / LARGEST, is_set=False),
        "narrow": _paragraphs("\n".join(document.summary), left / SIZES["body"] / LARGEST, is_set=False),
        "table": _table(document.status_table, document, right, SMALLER, is_set=False),
        "source": _paragraphs(document.source, right / SIZES["small"], is_set=False) if document.source else [],
    }


def _title(line: str, room: float) -> list[str]:
    return joined_phrases(pieces(line, room, bold=True), room, bold=True)


def _strategy(part: StrategyPart, document: Document, shares: Sequence[float]) -> Values:
    return {
        "heading": _heading(part.heading),
        "again": _again(part.heading, document),
        "objectives": _paragraphs("\n".join(part.objectives), PAGE_WIDTH / SIZES["body"]) if part.objectives else [],
        "sections": [_section(section, document, shares) for section in part.sections],
    }


def _section(section: Section, document: Document, shares: Sequence[float]) -> Values:
    rows = [_row(row.cells, shares, underlined=row.underlined) for row in section.rows]
    grid = _grid(document.item_heads, shares, [0] * len(shares), rows)
    return {"heading": None if section.heading is None else _heading(section.heading), "grid": grid}


def _table(
    table: Table, document: Document, whole: float = PAGE_WIDTH, scale: float = 1, is_set: bool = True
) -> Values:
    room = whole / scale
    printed = [
        [print_cell(*cell, document.digits) for cell in zip(row, table.kinds, strict=True)] for row in table.rows
    ]
    totals = [] if table.total is None else [table.total]
    summed = [[print_cell(*cell, document.digits) for cell in zip(row, table.kinds, strict=True)] for row in totals]
    shares = _fit(table.widths, table.heads, [*printed, *summed], room)
    rows = [_row(cells, shares, room, is_set=is_set) for cells in printed]
    rows += [_row(cells, shares, room, total=True, is_set=is_set) for cells in summed]
    sides = [_SIDES.get(kind, 0) for kind in table.kinds]
    notes = _paragraphs("\n".join(table.notes), whole / SIZES["small"], is_set=is_set) if table.notes else []
    again = _again(table.heading, document)
    chart = None if table.chart is None else _chart(table.chart, document.digits, whole, table.heading)
    return {"heading": _heading(table.heading), "again": again, "chart": chart} | _grid(
        table.heads, shares, sides, rows, notes, room, is_set
    )


def _chart(chart: Chart, digits: str, whole: float, above: str) -> Values:
    notes = _paragraphs("\n".join(chart.notes), whole / SIZES["small"]) if chart.notes else []
    # A heading above that ends in the same words says it already.
    heading = [] if above.endswith(chart.heading) else _heading(chart.heading)
    return {"heading": heading, "alt": printable(chart.alt), "notes": notes, **chart_data(chart, digits, whole)}


def _fit(shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]], whole: float) -> list[float]:
    # Two points more than measured, for the rules of the table.
    return fit_columns(shares, heads, rows, SIZES["table"] / whole, (2 * PAGE["inset"] + 2) / whole)


def _grid(
    heads: tuple[str, ...],
    shares: Sequence[float],
    sides: list[int],
    rows: list[Values],
    notes: list[Values] | None = None,
    whole: float = PAGE_WIDTH,
    is_set: bool = True,
) -> Values:
    cells = [
        _set_text(head, _room(share, whole), bold=True, is_set=is_set)
        for head, share in zip(heads, shares, strict=True)
    ]
    once = _height(cells) > WHOLE_ROW * PAGE_HEIGHT
    printed = [[line.values() for line in cell] for cell in cells]
    return {"shares": shares, "sides": sides, "heads": printed, "once": once, "rows": rows, "notes": notes or []}


def _row(
    texts: Sequence[str],
    shares: Sequence[float],
    whole: float = PAGE_WIDTH,
    total: bool = False,
    is_set: bool = True,
    underlined: Sequence[str] = (),
) -> Values:
    cells = [
        _set_text(text, _room(share, whole), bold=total, is_set=is_set, underlined=underlined)
        for text, share in zip(texts, shares, strict=True)
    ]
    split = _height(cells) > WHOLE_ROW * PAGE_HEIGHT
    printed: list[Values] = [
        {"lines": [line.values() for line in lines], "empty": text == NO_TEXT, "tail": _tail(lines) if split else 0}
        for lines, text in zip(cells, texts, strict=True)
    ]
    return {"cells": printed, "breakable": split, "total": total}


def _height(cells: Sequence[Sequence[SetParagraph]]) -> float:
    """Return the height of a row of a table, in points."""
    lines = max(sum(line.count for line in cell) for cell in cells)
    return lines * LINE_HEIGHT * SIZES["table"]


def _tail(lines: Sequence[SetParagraph]) -> int:
    """Return how many of a cell's last paragraphs hold its last three lines; none if they hold many more."""
    count = 0
    for place, line in enumerate(reversed(lines), start=1):
        count += line.count
        if count >= LAST_LINES:
            return place if 1 < place < len(lines) and count <= 3 * LAST_LINES else 0
    return 0


def _room(share: float, whole: float = PAGE_WIDTH) -> float:
    return (share * whole - 2 * PAGE["inset"] - 1) / SIZES["table"]


def _again(heading: str, document: Document) -> list[str]:
    """Return what the header of a later page says: the heading, in one line, and that it goes on."""
    rest = [" ", *pieces(document.continued, PAGE_WIDTH / SIZES["small"], bold=True)]
    room = PAGE_WIDTH / SIZES["small"] - width("".join(rest), bold=True)
    return [*_within(" ".join(heading.split()), room, 1, bold=True), *first_lines(rest, room, 1, bold=True)]


def _heading(text: str) -> list[str]:
    return pieces(" ".join(text.split()), PAGE_WIDTH / SIZES["title"], bold=True)


def _paragraphs(text: str, room: float, is_set: bool = True) -> list[Values]:
    return [line.values() for line in _set_text(text, room, is_set=is_set)]


def _set_text(
    text: str, room: float, bold: bool = False, is_set: bool = True, underlined: Sequence[str] = ()
) -> list[SetParagraph]:
    return [_paragraph(paragraph, room, bold, is_set) for paragraph in split_paragraphs(text, underlined)]


def _paragraph(paragraph: Paragraph, room: float, bold: bool, is_set: bool) -> SetParagraph:
    """Return one paragraph, its words behind a typed numeral hanging.

    Its pieces are its words where the type may still shrink, otherwise whole lines: a box takes time and memory.
    """
    lead = [paragraph.marker, " "] if paragraph.marker else []
    hang = min(width("".join(lead), bold), room / 3)
    rest = room - paragraph.depth
    parts = [*lead, *pieces(paragraph.text, rest - hang, bold)]
    lines = set_lines(parts, rest, hang, bold)
    if is_set:
        parts = [part for line in lines for part in ([line[:-1], " "] if line.endswith(" ") else [line])]
    return SetParagraph(parts, len(lines), hang, paragraph.depth, paragraph.is_underlined)
