"""One sheet of a workbook: its values, and the reader of its part.

A form is thousands of cells and little else: what runs for each of them avoids detours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from sarup.gather.container import Container, Refusal
from sarup.gather.plain_parts import PLAIN_BYTES, PlainRow, take_plain_rows, without_far_blanks
from sarup.gather.stored_values import (
    PLACE,
    decode_escapes,
    read_decimal,
    read_iso_date,
    read_serial_clock,
    read_serial_date,
    read_whole,
    split_place,
)
from sarup.gather.xml_part import Attributes, Meter, Part, full_names
from sarup.thai.unseen import is_blank

Kind = Literal["text", "number", "percent", "boolean", "error", "date", "empty"]
State = Literal["visible", "hidden", "veryHidden"]

RANGE = re.compile(f"{PLACE.pattern}(:{PLACE.pattern})?")
CELL, VALUE = full_names("c"), full_names("v")
CELL_DEPTH, VALUE_DEPTH = 4, 5
# No more of a text far outside is quoted.
FAR_TEXT = 200
YES = ("1", "true")


class Cell(NamedTuple):
    """One cell that holds something, `row` and `column` from 1; a tuple, since that is quick to make.

    `text` is a text as stored with line feeds for line ends, a number in plain digits (also of a cell that shows it
    as `percent`: 0.6 where one reads 60%), 1 or 0 for a boolean,
    the code of an error, a date as YYYY-MM-DD without its time of day. A formula never calculated is `empty`.
    """

    row: int
    column: int
    kind: Kind
    text: str
    formula: bool
    has_value: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; cells by row, then column. A merge may span a whole sheet: never walk through its cells.

    `far` are row, column and text of values so far outside any form that they are no cells of it; `clocks` row, column
    and time of day of the dates that have one.
    """

    name: str
    state: State
    cells: list[Cell]
    merges: list[str]
    hidden_rows: list[int]
    hidden_columns: list[int]
    far: list[tuple[int, int, str]] = field(default_factory=list)
    clocks: list[tuple[int, int, str]] = field(default_factory=list)


class SheetPart(Part):
    """The cells, merges and hidden places of one sheet; chart and dialog sheets have none."""

    def __init__(
        self,
        meter: Meter,
        strings: list[str],
        date_styles: frozenset[str],
        percent_styles: frozenset[str],
        date1904: bool,
    ) -> None:
        super().__init__(meter)
        self.strings, self.date_styles, self.date1904 = strings, date_styles, date1904
        self.percent_styles = percent_styles
        self.cells: list[Cell] = []
        self.far: list[tuple[int, int, str]] = []
        self.clocks: list[tuple[int, int, str]] = []
        self.merges: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = self.column = self.chars = self.value_began = 0
        self.row_text = "0"
        self.columns: dict[str, int] = {}
        self.in_rows = self.in_row = False
        self.in_order = True
        self.emptied: list[tuple[int, int]] = []
        self.value: str | None = None
        self.plain_rows: list[PlainRow] = []
        self.start_cell({})
        for root in ("worksheet", "chartsheet", "dialogsheet"):
            self.on(1, root, self.start_text)
        self.on(2, "sheetData", self.take_rows, self.end_rows)
        self.on(3, "col", self.add_columns)
        self.on(3, "row", self.start_row, self.end_row)
        self.on(5, "f", self.mark_formula)
        self.on_text(5, "is")
        self.on(3, "mergeCell", self.add_merge)

    def pieces_of(self, container: Container, name: str) -> Iterable[bytes]:
        """Return the part's bytes; where all rows are plain they are taken out and wait for their turn."""
        declared = container.parts.get(name.lower())
        if declared is None or declared.plain_bytes > PLAIN_BYTES:
            return without_far_blanks(container.read(name))
        part = b"".join(container.read(name))
        plain = take_plain_rows(part)
        if plain is None:
            return [part]
        emptied, self.plain_rows = plain
        return [emptied]

    def sheet(self, name: str, state: State) -> Sheet:
        """Return what was read, in order; cells that came out of order may hide a place given twice."""
        if not self.in_order:
            self.cells.sort()
            for one, next_one in pairwise(self.cells):
                if one[:2] == next_one[:2]:
                    raise Refusal("S01", f"two cells in row {one.row}, column {one.column}")
            if not {cell[:2] for cell in self.cells}.isdisjoint(self.emptied):
                raise Refusal("S01", "a cell that stands a second time, without its value")
        hidden_rows, hidden_columns = sorted(self.hidden_rows), sorted(self.hidden_columns)
        return Sheet(name, state, self.cells, self.merges, hidden_rows, hidden_columns, self.far, self.clocks)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take cells and values straight away, all else by the tables."""
        depth = self.depth
        if depth == VALUE_DEPTH - 1 and self.in_row and name in VALUE:
            self.depth = VALUE_DEPTH
            self.elements += 1
            if self.value is not None:
                raise Refusal("S01", f"two values in row {self.row}, column {self.column}")
            self.text.clear()
            self.value_began = self.elements
        elif depth == CELL_DEPTH - 1 and self.in_row and name in CELL:
            self.depth = CELL_DEPTH
            self.elements += 1
            self.start_cell(attributes)
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        """Take cells and values straight away, all else by the tables."""
        depth = self.depth
        if depth == VALUE_DEPTH and self.in_row and name in VALUE:
            self.depth = VALUE_DEPTH - 1
            if self.elements != self.value_began:
                raise Refusal("S01", f"an element inside a value in row {self.row}, column {self.column}")
            text = self.text
            self.value = text[0] if len(text) == 1 else "".join(text)
        elif depth == CELL_DEPTH and self.in_row and name in CELL:
            self.depth = CELL_DEPTH - 1
            if self.value or self.formula or self.pieces:
                self.end_cell()
            elif not self.in_order:
                self.emptied.append((self.row, self.column))
        else:
            super().end(name)

    def add_columns(self, attributes: Attributes) -> None:
        """Take one group of columns."""
        if attributes.get("hidden") in YES or attributes.get("width") == "0":
            first, last = read_whole(attributes.get("min", "1")), read_whole(attributes.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, self.limits.columns) + 1))

    def start_row(self, attributes: Attributes) -> None:
        """Take the beginning of a row; one without a number follows the last, one that stands elsewhere is none."""
        if not self.in_rows:
            return
        self.in_row = True
        row = read_whole(attributes["r"]) if "r" in attributes else self.row + 1
        if not row:
            raise Refusal("S01", "rows are counted from 1")
        if row <= self.row:
            self.in_order = False
        self.row, self.row_text, self.column = row, str(row), 0
        if attributes.get("hidden") in YES or attributes.get("ht") == "0":
            self.hidden_rows.add(row)

    def end_row(self) -> None:
        """Take no cells till the next row: what looks like one elsewhere, in a page's header, is none."""
        self.in_row = False

    def end_rows(self) -> None:
        """Take no rows any more."""
        self.in_rows = False

    def take_rows(self, _: Attributes) -> None:
        """Keep the rows that were taken out of the part, where they stood."""
        self.in_rows = True
        for row in self.plain_rows:
            self.row = row.number
            self.elements += row.elements
            if row.cells:
                self.take_row(row)

    def take_row(self, row: PlainRow) -> None:
        """Keep the cells of a row that was taken out of the part: they stand in order, none has a formula."""
        kind: Kind
        for column, style, stored_as, value in row.cells:
            self.column = column
            if stored_as == "s":
                kind, text = "text", self.find_shared(value)
            elif stored_as == "b":
                kind, text = _convert_rare(stored_as, value)
            else:
                kind, text = self.convert_number(value, style or "0")
            if text:
                self.keep(kind, text)

    def start_cell(self, attributes: Attributes) -> None:
        """Take the beginning of a cell; one without a place follows the last."""
        place = attributes.get("r")
        if place:
            # Taking places apart by pattern was a fifth of the reading time.
            column = self.columns.get(place.removesuffix(self.row_text)) or self.learn_column(place)
            if column <= self.column:
                self.in_order = False
            self.column = column
        else:
            self.column += 1
        self.attributes = attributes
        self.value = None
        self.formula = False
        if self.pieces:
            self.pieces.clear()

    def learn_column(self, place: str) -> int:
        """Return the column of a place in this row, and keep it by its letters."""
        row, column = split_place(place)
        if row != self.row:
            raise Refusal("S01", f"cell {place} in row {self.row}")
        self.columns[place.removesuffix(self.row_text)] = column
        return column

    def mark_formula(self, _: Attributes) -> None:
        """Take note of a formula; its text is not read."""
        self.formula = True

    def end_cell(self) -> None:
        """Keep a cell that holds a value or a formula."""
        stored_as = self.attributes.get("t", "n")
        value = self.joined() if stored_as == "inlineStr" else self.value
        kind: Kind
        if not value:
            kind, text = ("text" if value == "" and stored_as == "str" else "empty"), ""
        elif stored_as == "s":
            kind, text = "text", self.find_shared(value)
        elif stored_as == "n":
            kind, text = self.convert_number(value, self.attributes.get("s", "0"))
        else:
            kind, text = _convert_rare(stored_as, value)
        if text or self.formula:
            self.keep(kind, text)

    def keep(self, kind: Kind, text: str) -> None:
        """Add a cell to the others, or to those far outside, where white space and empty formulas are nothing.

        Each use of a shared text counts: one long text behind many cells would swell whatever comes after.
        """
        row, column, length = self.row, self.column, len(text)
        self.chars += length
        if row > self.limits.rows or column > self.limits.columns:
            if not is_blank(text):
                self.far.append((row, column, text[:FAR_TEXT]))
            return
        if length > self.limits.text_chars:
            raise Refusal("S34", "too much text in a cell", "text")
        self.cells.append(Cell(row, column, kind, text, self.formula, kind != "empty"))

    def check_amounts(self) -> None:
        """Raise Refusal when there are too many elements, cells or characters."""
        super().check_amounts()
        if self.meter.cells + len(self.cells) + len(self.far) > self.limits.cells:
            raise Refusal("S34", f"over {self.limits.cells} cells", "cells")
        if self.meter.chars + self.chars > self.limits.total_chars:
            raise Refusal("S34", "too much text in cells", "text")

    def add_amounts(self) -> None:
        """Charge the meter with this sheet."""
        super().add_amounts()
        self.meter.cells += len(self.cells) + len(self.far)
        self.meter.chars += self.chars

    def find_shared(self, value: str) -> str:
        """Return the shared text of this number."""
        index = read_whole(value)
        if index >= len(self.strings):
            raise Refusal("S01", f"shared string {index} missing")
        return self.strings[index]

    def convert_number(self, value: str, style: str) -> tuple[Kind, str]:
        """Return a number's digits, or the date that its style makes of it; what no number is stays a text."""
        text = read_decimal(value)
        if text is None:
            return "text", value.strip()
        if style in self.percent_styles:
            return "percent", text
        day = read_serial_date(float(text), self.date1904) if style in self.date_styles else None
        if day is None:
            return "number", text
        if clock := read_serial_clock(float(text)):
            self.clocks.append((self.row, self.column, clock))
        return "date", day

    def add_merge(self, attributes: Attributes) -> None:
        """Take one merge as it is written."""
        merge = attributes.get("ref", "")
        if not RANGE.fullmatch(merge):
            raise Refusal("S01", f"merge {merge[:40]!r}")
        self.merges.append(merge)
        if len(self.merges) > self.limits.merges:
            raise Refusal("S34", f"over {self.limits.merges} merges", "cells")


def _convert_rare(stored_as: str, value: str) -> tuple[Kind, str]:
    if stored_as == "inlineStr":
        return "text", value
    if stored_as == "str":
        return "text", decode_escapes(value)
    value = value.strip(" \t\n")
    if stored_as == "b" and value in ("0", "1", "false", "true"):
        return "boolean", "1" if value in YES else "0"
    if stored_as == "e":
        return "error", value
    if stored_as == "d":
        day = read_iso_date(value)
        return ("date", day) if day else ("text", value)
    raise Refusal("S01", f"cell of type {stored_as[:20]!r} with {value[:20]!r}")
