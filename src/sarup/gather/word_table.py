"""A table of a Word document as it is being read: cells, spans and merges. Standard library only."""

from dataclasses import dataclass, field

from sarup.gather.container import Limits, Refusal
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.stored_values import column_letters


@dataclass
class Table:
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


def grid_columns(text: str) -> int:
    """Return a number of grid columns, 1 and more. Raises Refusal for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal("S01", f"{text[:20]!r} grid columns")
    return max(1, int(text))
