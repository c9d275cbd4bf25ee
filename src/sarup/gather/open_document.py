"""OpenDocument spreadsheets (.ods) as LibreOffice and Google Sheets save them. Standard library only."""

import re

from sarup.gather.container import Container, Refusal
from sarup.gather.sheet_part import FAR_TEXT, Cell, Kind, Sheet, State
from sarup.gather.stored_values import column_letters, read_decimal, read_iso_clock, read_iso_date
from sarup.gather.underlined import underlined_lines
from sarup.gather.workbook import Workbook
from sarup.gather.xml_part import Attributes, Meter, Part
from sarup.thai.unseen import is_blank

MIMETYPE = "mimetype"
SPREADSHEET = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
OTHER_DOCUMENT = b"application/vnd.oasis.opendocument."
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE = (f"{OASIS}{name}:1.0 " for name in ("office", "table", "text", "style"))
VALUE_TYPE = "value-type"
SPACES = re.compile("[ \t\r\n]+")
# Notes, what was before a change, and what is drawn over cells or set above their letters: none is a cell's text.
LEFT_OUT = frozenset(
    (
        f"{OFFICE}annotation",
        f"{OFFICE}forms",
        f"{TABLE}tracked-changes",
        f"{TABLE}dde-links",
        f"{TABLE}shapes",
        f"{TEXT}ruby-text",
        f"{TEXT}note",
    )
)
DRAWN = tuple(f"{OASIS}{name}:1.0 " for name in ("drawing", "dr3d", "form", "presentation"))
CELL_NAMES = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def read_open_document(container: Container) -> Workbook:
    """Return the sheets of an OpenDocument spreadsheet, or raise Refusal."""
    kind = b"".join(container.read(MIMETYPE)).strip()
    if kind not in SPREADSHEET:
        refused = f"OpenDocument {kind[:60]!r}"
        raise Refusal("S35", refused, "odt") if kind.startswith(OTHER_DOCUMENT) else Refusal("S02", refused)
    meter = Meter(container.limits)
    if "meta-inf/manifest.xml" in container.parts:
        Manifest(meter).read(container, "META-INF/manifest.xml")
    content = Content(meter).read(container, "content.xml")
    return Workbook(False, tuple(content.sheets), False, "ods", tuple(sorted(content.underlined)))


class Manifest(Part):
    """Tells an encrypted document."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Refuse at the first part that is encrypted."""
        self.elements += 1
        if name.endswith(" encryption-data"):
            raise Refusal("S03", "encrypted OpenDocument")

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""


class Content(Part):
    """All tables of the spreadsheet: values, spans and what is hidden; notes and tracked changes are left out."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.sheets: list[Sheet] = []
        self.path: list[str] = []
        self.hidden_styles: set[str] = set()
        self.underlined_styles: dict[str, bool] = {}
        self.underlined: set[str] = set()
        self.spans: list[bool] = []
        self.runs: list[tuple[str, bool]] = []
        self.style = ""
        self.skipped = 0
        self.paragraphs: list[str] = []
        self.in_paragraph = 0
        self.attributes: Attributes = {}
        self.row = self.column = self.row_repeat = 0
        self.row_cells: list[tuple[int, int, Kind, str, bool, bool]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element by its name; what stands in a note is not the cell's text."""
        self.elements += 1
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Refusal("S05", f"over {self.limits.depth} elements deep")
        if self.skipped or name in LEFT_OUT or name.startswith(DRAWN):
            if not self.skipped:
                self.flush()
            self.skipped += 1
            return
        self.path.append(name)
        if name.startswith(TEXT):
            self.start_text_element(name, attributes)
        elif name == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)
        elif name == f"{STYLE}text-properties" and f"{STYLE}text-underline-style" in attributes:
            self.underlined_styles[self.style] = attributes[f"{STYLE}text-underline-style"] != "none"
        elif name.startswith(TABLE):
            self.start_table_element(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            self.text.clear()
            return
        self.path.pop()
        if name == f"{TEXT}span" and self.spans:
            self.flush()
            self.spans.pop()
        elif name == f"{TEXT}p" and self.in_paragraph:
            self.flush()
            self.in_paragraph -= 1
            self.end_runs()
        elif name in CELL_NAMES and self.row:
            self.end_cell()
        elif name == f"{TABLE}table-row" and self.row:
            self.end_row()

    def start_text_element(self, name: str, attributes: Attributes) -> None:
        """Begin a paragraph, or add what stands for spaces, a tab or a line break."""
        self.flush()
        local = name[len(TEXT) :]
        if local == "p":
            self.in_paragraph += 1
            self.paragraphs.append("")
        elif local == "span" and self.in_paragraph:
            around = any(self.spans[-1:])
            self.spans.append(self.underlined_styles.get(attributes.get(f"{TEXT}style-name", ""), around))
        elif self.in_paragraph and local in ("s", "tab", "line-break"):
            times = min(_count(attributes.get(f"{TEXT}c", "1")), self.limits.text_chars)
            stood = {"s": " " * times, "tab": "\t", "line-break": "\n"}[local]
            self.paragraphs[-1] += stood
            self.runs.append((stood, any(self.spans[-1:])))

    def flush(self) -> None:
        """Move what was typed into the paragraph; runs of white space are one space."""
        typed = SPACES.sub(" ", "".join(self.text))
        self.text.clear()
        if self.in_paragraph and self.paragraphs:
            self.paragraphs[-1] += typed if self.paragraphs[-1] else typed.lstrip(" ")
            self.runs.append((typed, any(self.spans[-1:])))

    def end_runs(self) -> None:
        """Take note of what is underlined in the paragraph that ends, if it stands in a cell."""
        is_underlined = any(is_underlined for _, is_underlined in self.runs)
        if is_underlined and not set(CELL_NAMES).isdisjoint(self.path):
            self.underlined.update(underlined_lines(self.runs))
        self.runs.clear()

    def start_table_element(self, name: str, attributes: Attributes) -> None:
        """Begin a table, its columns, a row or a cell."""
        local = name[len(TABLE) :]
        if local == "table":
            if self.path[-2] != f"{OFFICE}spreadsheet":
                raise Refusal("S01", "a table inside a table")
            self.start_table(attributes)
        elif not self.sheets:
            return
        elif local == "table-column":
            self.add_columns(attributes)
        elif local == "table-row":
            self.start_row(attributes)
        elif name in CELL_NAMES and self.row:
            if self.in_paragraph:
                raise Refusal("S01", "a cell inside a paragraph")
            self.attributes = attributes
            self.paragraphs.clear()
            self.text.clear()

    def start_table(self, attributes: Attributes) -> None:
        """Begin a sheet."""
        if len(self.sheets) >= self.limits.sheets:
            raise Refusal("S34", f"over {self.limits.sheets} sheets", "sheets")
        name = attributes.get(f"{TABLE}name", "")
        if name.casefold() in {sheet.name.casefold() for sheet in self.sheets}:
            raise Refusal("S01", "two sheets of one name")
        state: State = "hidden" if attributes.get(f"{TABLE}style-name") in self.hidden_styles else "visible"
        self.sheets.append(Sheet(name, state, [], [], [], []))
        self.row = self.column = self.column_count = 0
        self.row_repeat = 1

    def add_columns(self, attributes: Attributes) -> None:
        """Take note of hidden columns."""
        first, count = self.column_count + 1, _count(attributes.get(f"{TABLE}number-columns-repeated", "1"))
        self.column_count += count
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            self.sheets[-1].hidden_columns.extend(range(first, min(self.column_count, self.limits.columns) + 1))

    def start_row(self, attributes: Attributes) -> None:
        """Begin a row, or many alike."""
        self.row += self.row_repeat if self.row else 1
        self.row_repeat = _count(attributes.get(f"{TABLE}number-rows-repeated", "1"))
        self.column = 0
        self.row_cells = []
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            last = min(self.row + self.row_repeat - 1, self.limits.rows)
            self.sheets[-1].hidden_rows.extend(range(self.row, last + 1))

    def end_cell(self) -> None:
        """Keep a cell that holds something, as often as it is repeated."""
        attributes = self.attributes
        self.flush()
        times = _count(attributes.get(f"{TABLE}number-columns-repeated", "1"))
        first = self.column + 1
        self.column += times
        formula = f"{TABLE}formula" in attributes
        kind, text = self.value(attributes)
        if kind == "date" and (clock := read_iso_clock(attributes.get(f"{OFFICE}date-value", ""))):
            # Those that stand there once more in the next cells are no lines of a table that has times.
            self.sheets[-1].clocks.append((self.row, first, clock))
        self.add_merge(first, attributes)
        last = self.row + self.row_repeat - 1
        if last > self.limits.rows or self.column > self.limits.columns:
            self.add_far(first, kind, text)
        elif text or formula:
            if times * self.row_repeat + len(self.sheets[-1].cells) + self.meter.cells > self.limits.cells:
                raise Refusal("S34", f"over {self.limits.cells} cells", "cells")
            if len(text) > self.limits.text_chars:
                raise Refusal("S34", "too much text in a cell", "text")
            for column in range(first, first + times):
                self.row_cells.append((0, column, kind, text, formula, kind != "empty"))

    def add_far(self, column: int, kind: Kind, text: str) -> None:
        """Take note of a value far outside any form, repeated or not; white space there is nothing."""
        if kind != "empty" and not is_blank(text):
            self.sheets[-1].far.append((self.row, column, text[:FAR_TEXT]))

    def value(self, attributes: Attributes) -> tuple[Kind, str]:
        """Return kind and text of the cell that ends here."""
        typed = "\n".join(self.paragraphs)
        stored = next((value for key, value in attributes.items() if key.endswith(" value-type") and OFFICE in key), "")
        if any(value == "error" for key, value in attributes.items() if key.endswith(" value-type")):
            return "error", typed or "#VALUE!"
        if stored in ("float", "currency", "percentage"):
            number_text = attributes.get(f"{OFFICE}value", "")
            number = read_decimal(number_text)
            if number is None:
                return "text", number_text.strip()
            return ("percent" if stored == "percentage" else "number"), number
        if stored == "date":
            day = read_iso_date(attributes.get(f"{OFFICE}date-value", ""))
            return ("date", day) if day else ("text", typed)
        if stored == "boolean":
            return "boolean", "1" if attributes.get(f"{OFFICE}boolean-value") == "true" else "0"
        text = attributes.get(f"{OFFICE}string-value") or typed
        return ("text" if text else "empty"), text

    def add_merge(self, column: int, attributes: Attributes) -> None:
        """Take note of a cell that spans others."""
        wide = _count(attributes.get(f"{TABLE}number-columns-spanned", "1"))
        high = _count(attributes.get(f"{TABLE}number-rows-spanned", "1"))
        if wide * high > 1:
            last = f"{column_letters(column + wide - 1)}{self.row + high - 1}"
            self.sheets[-1].merges.append(f"{column_letters(column)}{self.row}:{last}")
            if len(self.sheets[-1].merges) > self.limits.merges:
                raise Refusal("S34", f"over {self.limits.merges} merges", "cells")

    def end_row(self) -> None:
        """Add the row's cells, as often as the row is repeated."""
        if not self.row_cells:
            return
        if len(self.row_cells) * self.row_repeat + len(self.sheets[-1].cells) > self.limits.cells:
            raise Refusal("S34", f"over {self.limits.cells} cells", "cells")
        last = self.row + self.row_repeat - 1
        chars = sum(len(cell[3]) for cell in self.row_cells) * self.row_repeat
        self.meter.chars += chars
        if self.meter.chars > self.limits.total_chars:
            raise Refusal("S34", "too much text in cells", "text")
        for row in range(self.row, last + 1):
            self.sheets[-1].cells.extend(Cell(row, *cell[1:]) for cell in self.row_cells)


def _count(text: str) -> int:
    """Return a number of repetitions, 1 and more."""
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) < 1:
        raise Refusal("S01", f"{text[:20]!r} repetitions")
    return int(text)
