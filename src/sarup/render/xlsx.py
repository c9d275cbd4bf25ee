"""The report as a workbook: one sheet a table, texts as text and figures as numbers."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from math import ceil
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from sarup.render.cells import print_cell
from sarup.render.document import Cell, Document, ItemRow, Section, StrategyPart, Table
from sarup.thai.words import split_words

FONT = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
KEY_HEADS = ("ยุทธศาสตร์", "กลยุทธ์", "รหัสรายการ")
KEY_WIDTHS = (20.0, 24.0, 10.0)
ITEM_WIDTH = 188.0  # of the official columns together, in characters
SHEET_WIDTH = 150.0  # of a summary or annex sheet, in characters
UNITS = {"percent": "ร้อยละ", "money": "บาท"}

# Excel allows a row 409 points; a line of the font takes 21 with its marks above and below.
LINE_POINTS = 21.0
MOST_LINES = 19
# Letters of the font are a little wider than the digit by which Excel measures columns.
LETTERS_A_UNIT = 0.88
LONGEST_SHEET_NAME = 31


def write_xlsx(document: Document, path: Path) -> None:
    """Write the report as a workbook; same document, same bytes."""
    # In memory, because only then are the parts of the zip dated by xlsxwriter and not by the file system.
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    created = datetime(document.dated.year, document.dated.month, document.dated.day)
    title = " ".join(document.title_lines)
    book.set_properties({"title": _one_line(title), "author": _one_line(document.author), "created": created})
    styles = Styles(book, document.digits)
    names = SheetNames()
    _add_summary(book.add_worksheet(names.give(document.summary_heading)), document, styles)
    _add_detail(book.add_worksheet(names.give(document.detail_heading)), document, styles)
    for table in document.annexes:
        _add_annex(book.add_worksheet(names.give(table.heading)), table, document, styles)
    book.close()


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its head, what its cells hold, and its width in characters."""

    head: str
    kind: str
    width: float


class SheetNames:
    """Gives each sheet a name that Excel accepts and no other sheet bears."""

    def __init__(self) -> None:
        # Excel keeps this name for itself.
        self._taken = {"history"}

    def give(self, heading: str) -> str:
        """Return the heading, cut between words and with a number behind it if it must be."""
        # Excel counts letters behind U+FFFF twice, so that a name of such letters could be too long.
        plain = "".join(" " if letter in "[]:*?/\\" or letter > "\uffff" else letter for letter in _one_line(heading))
        plain = plain.strip(" '") or "-"
        turn, name = 1, _cut_name(plain, LONGEST_SHEET_NAME)
        while name.casefold() in self._taken:
            turn += 1
            name = f"{_cut_name(plain, LONGEST_SHEET_NAME - 4)} {turn}"
        self._taken.add(name.casefold())
        return name


class Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, digits: str) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        # The shape code 0D prints Thai digits; the cell still holds a number.
        self._shape = "[$-D00041E]" if digits == "thai" else ""

    def plain(self, role: str) -> Format:
        """Return the format of a line outside the tables: title, heading, paragraph or note."""
        extra: dict[str, object] = {
            "title": {"bold": True, "font_size": 16, "align": "center", "text_wrap": True},
            "heading": {"bold": True, "font_size": 16},
            "paragraph": {"text_wrap": True},
            "note": {"text_wrap": True, "font_size": 13},
            "head": {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#EEF2F6"},
        }
        return self._make(role, extra[role])

    def cell(self, value: Cell, kind: str, bold: bool) -> Format:
        """Return the format of one cell of a table."""
        shape: dict[str, object] = {"border": 1, "text_wrap": True, "bold": bold}
        if value is None or value in ("", "-"):
            shape["align"] = "center"
        elif not isinstance(value, str):
            shape |= {"align": "right", "num_format": self._shape + _number_format(value, kind)}
        return self._make(repr(shape), shape)

    def _make(self, key: str, extra: object) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, **dict(extra)})  # type: ignore[call-overload]
        return self._made[key]


class Sheet:
    """Writes a sheet from the top down, line by line."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], styles: Styles) -> None:
        self._sheet, self._columns, self._styles = sheet, columns, styles
        self.row = 0
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)

    def add_line(self, text: str, role: str) -> None:
        """Write a text over the whole width of the table."""
        if not text:
            return
        style, last = self._styles.plain(role), len(self._columns) - 1
        for piece in cut_text(text, sum(column.width for column in self._columns)):
            if last:
                self._sheet.merge_range(self.row, 0, self.row, last, "", style)
            self._sheet.write_string(self.row, 0, piece, style)
            lines = count_lines(piece, sum(column.width for column in self._columns))
            self._sheet.set_row(self.row, (lines + 0.3) * LINE_POINTS)
            self.row += 1

    def add_heads(self) -> None:
        """Write the heads of the columns, with the unit where the head does not name it."""
        heads = [_with_unit(column) for column in self._columns]
        for place, head in enumerate(heads):
            self._sheet.write_string(self.row, place, head, self._styles.plain("head"))
        self._end_row(heads)

    def add_row(self, cells: Sequence[Cell], bold: bool = False) -> None:
        """Write one row of figures and texts; a text too long for a row of Excel goes on in the next."""
        pieces = [
            cut_text(cell, column.width) if isinstance(cell, str) else [cell]
            for cell, column in zip(cells, self._columns, strict=True)
        ]
        for turn, row in enumerate(zip_longest(*pieces)):
            for place, value in enumerate(row):
                self._write(place, value, bold, is_rest=turn > 0)
            self._end_row([value if isinstance(value, str) else "" for value in row])

    def _write(self, place: int, value: Cell, bold: bool, is_rest: bool) -> None:
        kind = self._columns[place].kind
        style = self._styles.cell(value, kind, bold)
        if isinstance(value, str) or value is None:
            text = "" if is_rest and value is None else print_cell((value or "").strip() and value, kind, "arabic")
            self._sheet.write_string(self.row, place, text, style)
        else:
            self._sheet.write_number(self.row, place, float(_as_printed(value, kind)), style)

    def _end_row(self, texts: Sequence[str]) -> None:
        lines = max(count_lines(text, column.width) for text, column in zip(texts, self._columns, strict=True))
        self._sheet.set_row(self.row, (lines + 0.3) * LINE_POINTS)
        self.row += 1


def count_lines(text: str, width: float) -> int:
    """Return how many lines the text takes in a column so many characters wide, rather one too many."""
    letters = max(width * LETTERS_A_UNIT, 1.0)
    return sum(max(1, ceil(_text_width(line) / letters)) for line in text.split("\n"))


def cut_text(text: str, width: float) -> list[str]:
    """Return the text in pieces that each fit into one row of Excel, cut at line ends or else between words.

    Nothing but the line ends and spaces at a cut is dropped.
    """
    if count_lines(text, width) <= MOST_LINES:
        return [text]
    pieces, piece = [], ""
    for part in _parts(text, width):
        if piece.strip() and count_lines((piece + part).rstrip(), width) > MOST_LINES:
            pieces.append(piece.strip("\n "))
            piece = ""
        piece += part
    return [*pieces, piece.strip("\n ")]


def _parts(text: str, width: float) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield from [line] if count_lines(line.rstrip("\n"), width) <= MOST_LINES // 2 else _chunks(line)


def _chunks(line: str) -> Iterator[str]:
    # A word of a thousand letters is no word: it must not be wider than a row is high.
    for word in split_words(line):
        yield from (word[start : start + 60] for start in range(0, len(word), 60))


def _text_width(text: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _cut_name(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    name = ""
    for word in split_words(text):
        if len(name + word) > longest:
            break
        name += word
    return name.strip(" '") or text[:longest].strip(" '")


def _with_unit(column: Column) -> str:
    unit = UNITS.get(column.kind, "")
    return column.head if unit in column.head else f"{column.head} ({unit})"


def _number_format(value: int | Decimal, kind: str) -> str:
    is_whole = value == int(value)
    return "#,##0.00" if kind in UNITS else "#,##0" if is_whole else "#,##0.0#####"


def _as_printed(value: int | Decimal, kind: str) -> int | Decimal:
    # Rounded here, half up as in the other documents: Excel would round the binary fraction.
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP) if kind in UNITS else value


def _columns(table: Table) -> list[Column]:
    whole = sum(table.widths) or 1.0
    shares = zip(table.heads, table.kinds, table.widths, strict=True)
    return [Column(head, kind, max(9.0, width / whole * SHEET_WIDTH)) for head, kind, width in shares]


def _add_summary(page: Worksheet, document: Document, styles: Styles) -> None:
    sheet = Sheet(page, _columns(document.status_table), styles)
    _set_page(page, document)
    for line in document.title_lines:
        sheet.add_line(line, "title")
    for line in (document.sample_note, document.edition, document.as_of, document.source):
        sheet.add_line(line, "note")
    sheet.add_line(document.summary_heading, "heading")
    for paragraph in document.summary:
        sheet.add_line(paragraph, "paragraph")
    _add_table(page, sheet, document.status_table)


def _add_annex(page: Worksheet, table: Table, document: Document, styles: Styles) -> None:
    sheet = Sheet(page, _columns(table), styles)
    _set_page(page, document)
    page.freeze_panes(2, 1)
    page.repeat_rows(0, 1)
    _add_table(page, sheet, table)


def _add_table(page: Worksheet, sheet: Sheet, table: Table) -> None:
    sheet.add_line(table.heading, "heading")
    top = sheet.row
    sheet.add_heads()
    for row in table.rows:
        sheet.add_row(row)
    page.autofilter(top, 0, max(sheet.row - 1, top), len(table.heads) - 1)
    if table.total:
        sheet.add_row(table.total, bold=True)
    for note in table.notes:
        sheet.add_line(note, "note")


def _add_detail(page: Worksheet, document: Document, styles: Styles) -> None:
    heads = zip(KEY_HEADS + document.item_heads, KEY_WIDTHS + _item_widths(document), strict=True)
    columns = [Column(head, "text", width) for head, width in heads]
    sheet = Sheet(page, columns, styles)
    _set_page(page, document)
    sheet.add_line(document.detail_heading, "heading")
    sheet.add_heads()
    page.freeze_panes(2, len(KEY_HEADS))
    page.repeat_rows(0, 1)
    for part in document.strategies:
        for section in part.sections:
            for row in section.rows:
                _add_item(sheet, part, section, row, document)
    page.autofilter(1, 0, max(sheet.row - 1, 1), len(columns) - 1)


def _item_widths(document: Document) -> tuple[float, ...]:
    whole = sum(document.item_widths)
    return tuple(width / whole * ITEM_WIDTH for width in document.item_widths)


def _add_item(sheet: Sheet, part: StrategyPart, section: Section, row: ItemRow, document: Document) -> None:
    pieces = [cut_text(text, width) for text, width in zip(row.cells, _item_widths(document), strict=True)]
    for cells in zip_longest(*pieces, fillvalue=document.continued):
        sheet.add_row((part.heading, section.heading, row.item_code, *cells))


def _set_page(page: Worksheet, document: Document) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    # "&" begins a command in headers and footers, and Excel takes no more than 255 letters there.
    label = _one_line(document.page_label)[:100].replace("&", "&&").replace("{p}", "&P").replace("{n}", "&N")
    page.set_header("&R" + _one_line(document.short_header)[:100].replace("&", "&&"))
    page.set_footer("&C" + label)


def _one_line(text: str) -> str:
    """Return the text without the line ends and control characters that would spoil the file's own parts."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
