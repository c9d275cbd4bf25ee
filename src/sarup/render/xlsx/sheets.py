"""One sheet of the workbook, written from the top down: lines without merged cells, then one real table of Excel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, zip_longest

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from sarup.render.content.cells import cell_figure, print_cell
from sarup.render.content.document import Cell, Document
from sarup.render.xlsx.text import LINE_POINTS, LONGEST_CELL, clean_text, cut_text, one_line, row_points, unique_heads

FONT, FONT_SIZE = "TH Sarabun New", 14
SHEET_WIDTH = 150.0  # in characters: at this width A4 landscape prints the font in its own size
# A line that is not wrapped may go to the very edge.
LINE_WIDTH = SHEET_WIDTH * 1.16
# The button of a filter covers so many characters of a head.
BUTTON_WIDTH = 2.0
# Text keeps this distance from the lines of its cell.
INDENT_WIDTH = 1.4
# More lines or characters than these would leave no room on a screen to scroll in.
MOST_FROZEN_ROWS = 8
MOST_FROZEN_WIDTH = 45.0
LONGEST_LABEL = 250
ROLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 18},
    "line": {},
    "wrapped": {"text_wrap": True},
    "big": {"bold": True, "font_size": 20, "text_wrap": True},
    "link": {"font_color": "#0B3D91", "underline": 1},
    "cell_link": {"font_color": "#0B3D91", "underline": 1, "border": 1, "text_wrap": True, "indent": 1},
    "head": {
        "bold": True,
        "border": 1,
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": "#E4E9EF",
    },
}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its head, what its cells hold, and its width in characters."""

    head: str
    kind: str
    width: float


@dataclass(frozen=True)
class Place:
    """Where a table stands on its sheet; rows and columns count from 0, `last` is its last row of data.

    `longest_label` is the number of letters of the longest text in its first column.
    """

    sheet: str
    head: int
    first: int
    last: int
    longest_label: int


class Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, digits: str) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        # The shape code 0D prints Thai digits; the cell still holds a number.
        self.shape = "[$-D00041E]" if digits == "thai" else ""
        # 07 counts the years of the Buddhist era; the cell still holds a date.
        self.day = "[$-D07041E]d mmm yy" if digits == "thai" else "[$-107041E]d mmm yy"

    def role(self, name: str) -> Format:
        """Return the format of a line outside the tables, of a head or of a link."""
        return self._make(name, ROLES[name])

    def cell(self, value: Cell, kind: str, bold: bool) -> Format:
        """Return the format of one cell of a table."""
        shape: dict[str, object] = {"border": 1, "text_wrap": True, "bold": bold, "align": "left", "indent": 1}
        if value is None or value in ("", "-"):
            shape |= {"align": "center", "indent": 0}
        elif not isinstance(value, str):
            shape |= {"align": "right", "text_wrap": False, "num_format": self._format(value, kind)}
        return self._make(repr(shape), shape)

    def _format(self, value: int | Decimal | date, kind: str) -> str:
        """Return the format that shows a number or a day as the other documents print it."""
        return self.day if isinstance(value, date) else self.shape + _number_format(cell_figure(value, kind))

    def _make(self, key: str, extra: Mapping[str, object]) -> Format:
        if key not in self._made:
            font = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "top"}
            self._made[key] = self._book.add_format({**font, **extra})
        return self._made[key]


class Sheet:
    """Writes a sheet from the top down, line by line; `continued` stands where a text went on from the row above."""

    def __init__(
        self, page: Worksheet, columns: Sequence[Column], styles: Styles, continued: str, is_for_chart: bool = False
    ) -> None:
        self.page, self.columns, self.styles, self.is_for_chart = page, columns, styles, is_for_chart
        self._continued = continued
        self.row, self.points = 0, 0.0
        # Rows below the table keep their height in every program, and with them the chart that lies on them.
        page.set_default_row(LINE_POINTS + 4)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, styles.role("line"))

    def add_line(self, text: str, role: str = "line") -> None:
        """Write a text over the whole width of the sheet, in as many rows as it has lines."""
        size = 18 / FONT_SIZE if role == "title" else 1.0
        for piece in cut_text(clean_text(text), LINE_WIDTH / size, most_lines=1) if text else ():
            self.page.write_string(self.row, 0, piece, self.styles.role(role))
            self._end(LINE_POINTS * size + 4)

    def add_text(self, text: str, role: str = "wrapped") -> None:
        """Write a text that wraps in the first column."""
        size = 20 / FONT_SIZE if role == "big" else 1.0
        width = self.columns[0].width / size
        for piece in cut_text(clean_text(text), width) if text else ():
            self.page.write_string(self.row, 0, piece, self.styles.role(role))
            self._end(row_points([piece], [width]) * size + 4)

    def end_texts(self) -> None:
        """End a sheet of texts alone: LibreOffice fits it on the page's width only if it has more than one column."""
        self.page.print_area(0, 0, max(self.row - 1, 0), len(self.columns))

    def add_link(self, text: str, sheet: str) -> None:
        """Write a link to another sheet."""
        self.write_link(self.row, 0, text, sheet, "link")
        self._end(LINE_POINTS + 4)

    def write_link(self, row: int, column: int, text: str, sheet: str, role: str) -> None:
        """Make a cell a link to another sheet."""
        self.page.write_url(row, column, f"internal:'{sheet}'!A1", self.styles.role(role), one_line(text))

    def add_table(
        self,
        name: str,
        title: str,
        rows: Sequence[Sequence[Cell]],
        total: Sequence[Cell] | None = None,
        keys: int = 1,
    ) -> Place:
        """Write a table with a filter, and its total as the table's own last row; return where it stands.

        The first `keys` columns say what a row is about: they stay in sight, and stand again where a text goes on.
        """
        head = self.row
        heads = unique_heads([column.head for column in self.columns])
        self._end_row(heads, BUTTON_WIDTH)
        for row in rows or [[None] * len(self.columns)]:
            self._add_row(row, keys)
        last = self.row - 1
        sums = [clean_text(cell)[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in total or ()]
        columns = [{"header": text, "header_format": self.styles.role("head")} for text in heads]
        for column, cell in zip(columns, sums, strict=False):
            column["total_string"] = print_cell(cell, "text", "arabic") if cell is None or isinstance(cell, str) else ""
        label = one_line(title)[:LONGEST_LABEL]
        options = {"name": name, "title": label, "style": None, "total_row": bool(total)}
        self.page.add_table(head, 0, last + bool(total), len(heads) - 1, {**options, "columns": columns})
        if sums:
            self._write_row(sums, bold=True)
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{self.row}"})
        self._keep_in_sight(head, keys)
        longest = max((len(str(row[0])) for row in rows), default=0)
        return Place(self.page.get_name(), head, head + 1, last, longest)

    def _keep_in_sight(self, head: int, keys: int) -> None:
        self.page.repeat_rows(head, head)
        widths = list(accumulate(column.width for column in self.columns[:keys]))
        if head < MOST_FROZEN_ROWS:
            self.page.freeze_panes(head + 1, sum(width <= MOST_FROZEN_WIDTH for width in widths))

    def _add_row(self, cells: Sequence[Cell], keys: int) -> None:
        pieces = self.pieces(cells)
        for turn, row in enumerate(zip_longest(*pieces)):
            self._write_row(
                [value if turn < len(pieces[n]) else self._rest(pieces[n], n < keys) for n, value in enumerate(row)]
            )

    def _rest(self, pieces: Sequence[Cell], is_key: bool) -> Cell:
        # A number stands once, or a sum over the column would count it twice.
        return pieces[0] if is_key and len(pieces) == 1 and isinstance(pieces[0], str) else self._continued

    def _write_row(self, cells: Sequence[Cell], bold: bool = False) -> None:
        for place, value in enumerate(cells):
            self._write(place, value, bold)
        self._end_row([value if isinstance(value, str) else "" for value in cells])

    def pieces(self, cells: Sequence[Cell]) -> list[list[Cell]]:
        """Return each cell in pieces that fit into rows of Excel; more than one where its text is too long."""
        return [
            list[Cell](cut_text(clean_text(cell), column.width - INDENT_WIDTH)) if isinstance(cell, str) else [cell]
            for cell, column in zip(cells, self.columns, strict=True)
        ]

    def _write(self, place: int, value: Cell, bold: bool) -> None:
        kind = self.columns[place].kind
        style = self.styles.cell(value, kind, bold)
        if isinstance(value, str) or value is None:
            text = print_cell((value or "").strip() and value, kind, "arabic")
            self.page.write_string(self.row, place, text, style)
        elif isinstance(value, date):
            self.page.write_datetime(self.row, place, value, style)
        else:
            self.page.write_number(self.row, place, float(cell_figure(value, kind)), style)

    def _end_row(self, texts: Sequence[str], used: float = 0.0) -> None:
        self._end(row_points(texts, [max(column.width - INDENT_WIDTH - used, 1.0) for column in self.columns]))

    def _end(self, points: float) -> None:
        self.page.set_row(self.row, points)
        self.points += points
        self.row += 1


def set_page(page: Worksheet, document: Document) -> None:
    """Set up paper, header and footer."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    # "&" begins a command in headers and footers, and Excel takes no more than 255 letters there.
    label = one_line(document.page_label)[:100].replace("&", "&&").replace("{p}", "&P").replace("{n}", "&N")
    font = f'&"{FONT},Regular"&{FONT_SIZE} '
    page.set_header("&R" + font + one_line(document.short_header)[:100].replace("&", "&&"))
    page.set_footer("&C" + font + label)


def _number_format(figure: Decimal) -> str:
    """Return the format that shows the decimals with which the other documents print the number."""
    decimals = f"{figure:f}".partition(".")[2]
    return "#,##0." + "0" * len(decimals) if decimals else "#,##0"
