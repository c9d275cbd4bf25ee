"""A published report as a run of blocks: lines of text and rows of tables, from text, Word or a web page."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sarup.gather.container import Limits
from sarup.gather.read_file import read_file
from sarup.gather.word_document import TEXTS
from sarup.gather.workbook import Sheet, Workbook

COLUMNS = 5
_TABLE = re.compile(r"\[(ตารางที่ [0-9]+)\]")
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "section"})
_SILENT = frozenset({"style", "script", "head", "nav"})


class UnreadableReport(ValueError):
    """The document is neither a text, nor a Word document, nor a web page with tables of five columns."""


@dataclass(frozen=True)
class Block:
    """One line of text (`cells` has one), or one row of a table."""

    cells: tuple[str, ...]

    @property
    def is_row(self) -> bool:
        """Tell a row of a table."""
        return len(self.cells) > 1


def read_blocks(data: bytes) -> list[Block]:
    """Return the document's lines and rows in their order. Raises UnreadableReport, or the reader's Refusal."""
    if data.startswith(b"PK"):
        return list(_word_blocks(read_file(data)))
    text = _decode(data)
    if text.lstrip().lower().startswith(("<!doctype html", "<html")):
        page = _Page()
        page.feed(text)
        page.close()
        return page.blocks
    return list(_text_blocks(text))


def _decode(data: bytes) -> str:
    if len(data) > Limits().file_bytes:
        raise UnreadableReport("a document of over 50 MiB")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableReport("neither a text nor a document")


def _text_blocks(text: str) -> Iterator[Block]:
    """Yield lines and rows; a line right under a row goes on in the row's last cell."""
    row: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.count("\t") >= COLUMNS - 1:
            if row:
                yield Block(tuple(row))
            row = [cell.strip() for cell in line.split("\t")]
        elif row and line.strip():
            row[-1] += f"\n{line.strip()}"
        else:
            if row:
                yield Block(tuple(row))
            row = []
            if line.strip():
                yield Block((line.strip(),))
    if row:
        yield Block(tuple(row))


def _word_blocks(book: Workbook) -> Iterator[Block]:
    if book.container != "docx":
        raise UnreadableReport(f"a report cannot be read from {book.container}")
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for cell in sheets[TEXTS].cells:
        table = _TABLE.fullmatch(cell.text) if cell.column == 2 else None
        if table:
            yield from _table_rows(sheets[table[1]])
        else:
            yield from (Block((line.strip(),)) for line in cell.text.split("\n") if line.strip())


def _table_rows(sheet: Sheet) -> Iterator[Block]:
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    for _, cells in sorted(rows.items()):
        if len(cells) == 1:
            yield from (Block((line.strip(),)) for line in next(iter(cells.values())).split("\n") if line.strip())
        else:
            width = max(COLUMNS, *cells)
            yield Block(tuple(cells.get(column, "").strip() for column in range(1, width + 1)))


@dataclass
class _Page(HTMLParser):
    """A web page: cells of table rows, and the lines between tables; what is not shown is left out."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    row: list[str] | None = None
    silent: int = 0
    in_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin a row, a cell or a line."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self._end_line()
            self.row = []
        elif tag in ("td", "th"):
            self.text.clear()
            self.in_cell = True
        elif tag == "br" or (tag in _BLOCKS and self.in_cell):
            self.text.append("\n")
        elif tag in _BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        """End a row, a cell or a line."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th") and self.row is not None:
            self.row.append(_lines(self.text))
            self.text.clear()
            self.in_cell = False
        elif tag == "tr" and self.row is not None:
            if len(self.row) > 1:
                self.blocks.append(Block(tuple(self.row)))
            elif self.row and self.row[0]:
                self.blocks.append(Block((self.row[0],)))
            self.row = None
        elif tag in _BLOCKS and not self.in_cell:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Take a text that is shown."""
        if not self.silent:
            self.text.append(re.sub(r"\s+", " ", data))

    def _end_line(self) -> None:
        line = _lines(self.text)
        if line:
            self.blocks.append(Block((line,)))
        self.text.clear()


def _lines(pieces: Sequence[str]) -> str:
    """Return the text with its own line breaks only."""
    lines = (re.sub(" +", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
