"""From one cell of a form to its values in a row, and to what a person should know of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sarup.findings import Finding
from sarup.form.spec import Column
from sarup.gather.typed import LONGEST, doubt_of, read_deadline, read_value, typed_text
from sarup.gather.workbook import Cell
from sarup.phrases import Phrases
from sarup.submission import Row
from sarup.thai.figures import print_number


def fill_row(
    row: Row,
    fields: Sequence[tuple[int, Column, str]],
    cells: Mapping[int, Cell],
    round_name: str | None,
    phrases: Phrases,
) -> None:
    """Fill a row by its cells: each column's place, the column, and the name of what was typed there."""
    for place, column, typed in fields:
        cell = cells.get(place)
        text = typed_text(cell) if cell else ""
        row[typed] = text or None
        row[column.field] = read_value(text, column, round_name, phrases) if text else None
        if column.date_field:
            row[column.date_field] = read_deadline(text) if text else None


@dataclass(frozen=True)
class CellRead:
    """How a cell of a column is read: `is_deadline` where its measure is asked for a date."""

    column: Column
    is_deadline: bool
    round_name: str | None
    phrases: Phrases

    def problems(self, cell: Cell, submission_id: str, table: str, row_no: int) -> Iterable[Finding]:
        """Yield what the reader says of a cell that stands in this row of the table."""

        def found(rule: str, value: str | None, slots: Mapping[str, str]) -> Finding:
            return Finding(submission_id, rule, table, row_no, self.column.field, value=value, slots=slots)

        if cell.kind == "error":
            yield found("S11", cell.text, {"value": cell.text})
        elif cell.formula and not cell.has_value:
            yield found("S12", None, {})
        elif len(cell.text) > LONGEST:
            yield found("S31", None, {"length": print_number(len(cell.text))})
        elif not self.column.locked:
            doubt = doubt_of(cell, self.column, self.is_deadline)
            # Of what cannot be read, a rule says so: it was not read without what nobody sees.
            if doubt is not None and (doubt.rule != "R81" or self._is_read(cell)):
                yield found(doubt.rule, cell.text, doubt.slots)

    def _is_read(self, cell: Cell) -> bool:
        text = typed_text(cell)
        is_day = self.column.date_field is not None and read_deadline(text) is not None
        return is_day or read_value(text, self.column, self.round_name, self.phrases) is not None
