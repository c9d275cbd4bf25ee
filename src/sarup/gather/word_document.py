"""Word documents (.docx): every table as a sheet, the texts around them as one more. Standard library only."""

from dataclasses import dataclass, field

from sarup.gather.container import Container, Limits, Refusal
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.stored_values import column_letters
from sarup.gather.underlined import underlined_lines
from sarup.gather.workbook import Workbook
from sarup.gather.xml_part import Attributes, Meter, Part

DOCUMENT = "word/document.xml"
TEXTS, TABLE = "ข้อความนอกตาราง", "ตารางที่ {}"
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
# Deleted and moved text, field codes, and the second version of a drawing for old programs.
SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "sectPr", "tblPr", "rPrChange"})
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def read_word_document(container: Container) -> Workbook:
    """Return the sheet of texts outside tables, then one sheet a table in the order of the document.

    In the first, each paragraph and each table takes a row; a table stands in column 2 under its sheet's name.
    """
    body = Body(Meter(container.limits)).read(container, DOCUMENT)
    return Workbook(False, (body.texts, *body.tables), False, "docx", tuple(sorted(body.underlined)))


@dataclass
class _Table:
    """A table being read: `column` is the grid column of the cell in hand, `span` its width."""

    limits: Limits
    row: int = 0
    column: int = 1
    span: int = 1
    is_continued: bool = False
    starts_merge: bool = False
    paragraphs: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    open_merges: dict[int, list[int]] = field(default_factory=dict)

    def end_cell(self) -> str:
        """Take the cell in hand, and return its text."""
        text = "\n".join(self.paragraphs).strip("\n")
        last = self.column + self.span - 1
        if self.row > self.limits.rows or last > self.limits.columns:
            raise Refusal("S34", f"a cell in row {self.row}, column {last}", "cells")
        if len(text) > self.limits.text_chars or len(self.cells) >= self.limits.cells:
            raise Refusal("S34", "too much text in a table", "text")
        if self.is_continued:
            self.open_merges.setdefault(self.column, [self.row - 1, last, self.row])[2] = self.row
        else:
            self.close_merge(self.column)
            if self.starts_merge:
                self.open_merges[self.column] = [self.row, last, self.row]
            elif self.span > 1:
                self.merges.append(f"{column_letters(self.column)}{self.row}:{column_letters(last)}{self.row}")
        if text.strip():
            self.cells.append(Cell(self.row, self.column, "text", text, False, True))
        self.column = last + 1
        return text

    def close_merge(self, column: int) -> None:
        """Take note of cells joined downwards."""
        first, last_column, last = self.open_merges.pop(column, [0, 0, 0])
        if last > first or last_column > column:
            self.merges.append(f"{column_letters(column)}{first}:{column_letters(last_column)}{last}")

    def sheet(self, name: str) -> Sheet:
        """Return the table as a sheet."""
        for column in sorted(self.open_merges):
            self.close_merge(column)
        return Sheet(name, "visible", self.cells, self.merges, [], [])


class Body(Part):
    """The paragraphs and tables of a document; a table inside a cell is text of that cell."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.tables: list[Sheet] = []
        self.texts = Sheet(TEXTS, "visible", [], [], [], [])
        self.table: _Table | None = None
        self.nested = self.skipped = self.body_row = 0
        # Runs inside each other, as a text box in a run: whether each is underlined.
        self.runs: list[bool] = []
        self.paragraphs: list[list[tuple[str, bool]]] = []
        self.underlined: set[str] = set()
        self.names: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element by its name."""
        self.elements += 1
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Refusal("S05", f"over {self.limits.depth} elements deep")
        local = _local(name)
        if self.depth == 1 and local != "document":
            raise Refusal("S01", f"unexpected root {name[:80]}")
        if self.skipped or local in SKIPPED or name.endswith("/2006 Fallback"):
            self.skipped += 1
            return
        self.flush()
        if local == "p":
            self.paragraphs.append([])
        elif local == "r":
            self.runs.append(False)
        elif local == "u" and self.runs:
            self.runs[-1] = _value(name, attributes) != "none"
        elif local in BREAKS and self.runs and self.paragraphs:
            self.paragraphs[-1].append((BREAKS[local], self.runs[-1]))
        elif local in ("tbl", "tr", "tc", "gridSpan", "gridBefore", "vMerge"):
            self.start_in_table(local, _value(name, attributes))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        local = _local(name)
        if local == "t" and self.paragraphs:
            self.paragraphs[-1].append(("".join(self.text), any(self.runs[-1:])))
        self.text.clear()
        if local == "p" and self.paragraphs:
            self.end_paragraph(self.paragraphs.pop())
        elif local == "r":
            self.runs.pop()
        elif local == "tc" and self.table and not self.nested:
            self.meter.chars += len(self.table.end_cell())
            if self.meter.chars > self.limits.total_chars:
                raise Refusal("S34", "too much text in cells", "text")
        elif local == "tbl":
            self.end_table()

    def flush(self) -> None:
        """Forget what stands between elements."""
        self.text.clear()

    def start_in_table(self, local: str, value: str) -> None:
        """Begin a table, a row or a cell, or take note of how far a cell spans."""
        if local == "tbl":
            if self.table is None:
                self.table = _Table(self.limits)
                if len(self.tables) >= self.limits.sheets:
                    raise Refusal("S34", f"over {self.limits.sheets} tables", "sheets")
            else:
                self.nested += 1
        elif self.table is None or self.nested:
            return
        elif local == "tr":
            self.table.row, self.table.column = self.table.row + 1, 1
        elif local == "tc":
            self.table.span, self.table.paragraphs = 1, []
            self.table.is_continued = self.table.starts_merge = False
        elif local == "gridSpan":
            self.table.span = _whole(value)
        elif local == "gridBefore":
            self.table.column += _whole(value)
        else:
            self.table.starts_merge = value == "restart"
            self.table.is_continued = not self.table.starts_merge

    def end_paragraph(self, runs: list[tuple[str, bool]]) -> None:
        """Put a paragraph where it belongs: into the cell in hand or among the texts."""
        if any(is_underlined for _, is_underlined in runs):
            self.underlined.update(underlined_lines(runs))
        text = "".join(said for said, _ in runs).replace("\r\n", "\n").replace("\r", "\n")
        if self.table is not None:
            self.table.paragraphs.append(text)
        elif text.strip():
            self.add_text(1, text)

    def add_text(self, column: int, text: str) -> None:
        """Add a row to the texts outside tables."""
        self.body_row += 1
        self.meter.chars += len(text)
        if self.body_row > self.limits.rows or self.meter.chars > self.limits.total_chars:
            raise Refusal("S34", "too much text", "text")
        if len(text) > self.limits.text_chars:
            raise Refusal("S34", "too much text in a paragraph", "text")
        self.texts.cells.append(Cell(self.body_row, column, "text", text, False, True))

    def end_table(self) -> None:
        """End the table in hand, or the one inside its cell."""
        if self.nested:
            self.nested -= 1
        elif self.table is not None:
            name = TABLE.format(len(self.tables) + 1)
            self.tables.append(self.table.sheet(name))
            self.table = None
            self.add_text(2, f"[{name}]")


def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if f"{namespace} " in NAMESPACES else ""


def _value(name: str, attributes: Attributes) -> str:
    return attributes.get(f"{name.rpartition(' ')[0]} val", "")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal("S01", f"{text[:20]!r} grid columns")
    return max(1, int(text))
