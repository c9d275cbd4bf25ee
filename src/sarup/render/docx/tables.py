"""The tables of a report in Word: what the template fills in, and what each filled table is given afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line
from markupsafe import Markup, escape

from sarup.render.content.cells import print_cell
from sarup.render.content.document import Document, Section, Table
from sarup.render.content.paragraphs import NO_TEXT, Paragraph, split_paragraphs
from sarup.render.docx.base import xml_letters
from sarup.render.docx.template import HANG, PAGE, TOTAL
from sarup.render.measure.column_widths import fit_columns
from sarup.render.measure.lines import count_lines, pieces, width

# The page's inner width in twentieths of a point.
_PAGE_WIDTH = round(PAGE.room / 25.4 * 1440)
# A row of up to so many lines stays whole.
_WHOLE_LINES = 9
# Two rows of together so many lines begin a table together.
_FIRST_LINES = 8
# Millimetres of a letter that is one em wide in the font that lines.py measures, when a cell's letters are 14 pt.
_EM = 3.4
# A font that stands in may be so much wider; Word leaves so many millimetres beside a cell's text.
_WIDER_FONT, _CELL_EDGES = 1.3, 6.0
_RIGHT = frozenset(("number", "percent", "money"))


@dataclass(frozen=True)
class GridLine:
    """A paragraph of a cell: its numeral hangs by so many millimetres before its words."""

    marker: Markup
    text: Markup
    depth: int
    hang: float
    is_underlined: bool


@dataclass(frozen=True)
class GridCell:
    """The paragraphs of a cell."""

    lines: tuple[GridLine, ...]


@dataclass(frozen=True)
class GridRow:
    """A row, with the number of lines that its highest cell has."""

    cells: tuple[GridCell, ...]
    count: int


@dataclass(frozen=True)
class ChartPictures:
    """A chart as the pictures that fit on pages, with what stands around them."""

    pictures: tuple[Markup, ...]
    caption: Markup
    notes: list[Markup]
    data_table: Markup


@dataclass(frozen=True)
class Grid:
    """A table for the Word template: `shares` of the page's width and `kinds` of its columns, the total as last row.

    `name` and `columns` tell those who do not see the table what it is.
    """

    name: str
    columns: str
    heads: tuple[tuple[GridLine, ...], ...]
    head_count: int
    rows: tuple[GridRow, ...]
    shares: Sequence[float]
    kinds: Sequence[str]
    has_total: bool = False
    heading: str = ""
    notes: Sequence[Markup] = ()
    chart: ChartPictures | None = None


def official_shares(document: Document) -> list[float]:
    """Return the shares of the page's width that the columns of the official table take in all its sections."""
    return _fit(document.item_widths, document.item_heads, document.item_cells)


def official_grid(part_heading: str, section: Section, document: Document, shares: Sequence[float]) -> Grid:
    """Return a section of the official table; its name for those who do not see it is that of its headings."""
    rows = [_row(row.cells, shares, row.underlined) for row in section.rows]
    name = " ".join(filter(None, (part_heading, section.heading)))
    return _grid(name, document.item_heads, rows, shares, ["text"] * len(shares))


def table_grid(table: Table, digits: str) -> Grid:
    """Return a summary or annex table, the total as its last row."""
    whole = [*table.rows, *([table.total] if table.total is not None else [])]
    printed = [[print_cell(cell, kind, digits) for cell, kind in zip(row, table.kinds, strict=True)] for row in whole]
    shares = _fit(table.widths, table.heads, printed)
    rows = [_row(cells, shares) for cells in printed]
    grid = _grid(table.heading, table.heads, rows, shares, table.kinds)
    notes = xml_lines(table.notes)
    return replace(grid, heading=xml_text(table.heading), notes=notes, has_total=table.total is not None)


def shape_table(table: Any, grid: Grid) -> None:
    """Give a filled table its name, column widths, whole rows, sides, hanging lists and the total's weight."""
    _set_name(table, grid.name, grid.columns)
    widths = [str(round(share * _PAGE_WIDTH)) for share in grid.shares]
    for column, room in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), room)
    head, *rows = table.tr_lst
    if grid.head_count > _WHOLE_LINES:
        _let_split(head)
    for row in (head, *rows):
        for cell, room in zip(row.tc_lst, widths, strict=True):
            _set_width(cell, room)
    for row, data in zip(rows, grid.rows, strict=True):
        _shape_row(row, data, grid.kinds)
    for row in _rows_with_next(rows, grid):
        for line in row.iter(qn("w:p")):
            line.get_or_add_pPr().get_or_add_keepNext()
    if grid.has_total:
        for line in rows[-1].iter(qn("w:p")):
            line.style = TOTAL.replace(" ", "")


def xml_text(text: str) -> Markup:
    """Return a text as XML character data; braces are coded because docxtpl rewrites some pairs of them."""
    return Markup(str(escape(xml_letters(text))).replace("{", "&#123;").replace("}", "&#125;"))


def xml_lines(texts: Sequence[str]) -> list[Markup]:
    """Return every line of the texts that is not empty."""
    return [xml_text(line) for text in texts for line in text.splitlines() if line.strip()]


def _grid(name: str, heads: Sequence[str], rows: list[GridRow], shares: Sequence[float], kinds: Sequence[str]) -> Grid:
    head = _row(heads, shares)
    return Grid(
        name=name,
        columns=" · ".join(" ".join(text.split()) for text in heads),
        heads=tuple(cell.lines for cell in head.cells),
        head_count=head.count,
        rows=tuple(rows),
        shares=shares,
        kinds=kinds,
    )


def _fit(widths: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    return fit_columns(widths, heads, rows, _EM * _WIDER_FONT / PAGE.room, _CELL_EDGES / PAGE.room)


def _row(texts: Sequence[str], shares: Sequence[float], underlined: Sequence[str] = ()) -> GridRow:
    cells = [split_paragraphs(text, underlined) for text in texts]
    count = max(_count_lines(cell, share) for cell, share in zip(cells, shares, strict=True))
    return GridRow(tuple(GridCell(_lines(cell)) for cell in cells), count)


def _lines(paragraphs: Sequence[Paragraph]) -> tuple[GridLine, ...]:
    """Return a cell's paragraphs; the words of a list stand behind the widest of its numerals."""
    hang = max([HANG, *(width(f"{line.marker} ") * _EM for line in paragraphs if line.marker)])
    return tuple(
        GridLine(xml_text(line.marker), xml_text(line.text), line.depth, hang, line.is_underlined)
        for line in paragraphs
    )


def _count_lines(paragraphs: Sequence[Paragraph], share: float) -> int:
    """Return about how many lines a cell fills; a font that stands in may need more."""
    room = (share * PAGE.room - _CELL_EDGES) / _EM
    return sum(count_lines(pieces(line.text, room - (HANG / _EM if line.marker else 0)), room) for line in paragraphs)


def _set_name(table: Any, name: str, columns: str) -> None:
    """Say what the table is and what it holds: Word's text alternative of a table."""
    for tag, text in (("w:tblCaption", name), ("w:tblDescription", columns)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), " ".join(xml_letters(text).split()))
        table.tblPr.append(element)


def _let_split(head: Any) -> None:
    """Print a head that is higher than the page once and over pages; to repeat it would leave no room for rows."""
    head.remove(head.trPr)
    for line in head.iter(qn("w:p")):
        Line(line, None).paragraph_format.keep_with_next = False  # type: ignore[arg-type]


def _set_width(cell: Any, room: str) -> None:
    held = cell.get_or_add_tcPr().get_or_add_tcW()
    held.set(qn("w:w"), room)
    held.set(qn("w:type"), "dxa")


def _shape_row(row: Any, data: GridRow, kinds: Sequence[str]) -> None:
    if data.count <= _WHOLE_LINES:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, printed, kind in zip(row.tc_lst, data.cells, kinds, strict=True):
        for line, held in zip(cell.p_lst, printed.lines, strict=True):
            _indent(line, held)
            if held.is_underlined:
                for letters in Line(line, None).runs:  # type: ignore[arg-type]
                    letters.font.underline = True
            if held.text == NO_TEXT and not held.marker:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif kind in _RIGHT:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _indent(line: Any, held: GridLine) -> None:
    """Indent what the style does not: a list of wide numerals, and a list inside a list."""
    hang = held.hang if held.marker else 0
    if held.depth == 0 and hang in (0, HANG):
        return
    shape = Line(line, None).paragraph_format  # type: ignore[arg-type]
    shape.left_indent, shape.first_line_indent = Mm(HANG * held.depth + hang), Mm(-hang)


def _rows_with_next(rows: Sequence[Any], grid: Grid) -> list[Any]:
    """Return the rows that are not left alone on a page: the first of a table, and that before the last."""
    counts = [data.count for data in grid.rows]
    first = rows[:1] if sum(counts[:2]) <= _FIRST_LINES else []
    last = rows[-2:-1] if sum(counts[-2:]) <= _FIRST_LINES else []
    return [*first, *last] if len(rows) > 1 else []
