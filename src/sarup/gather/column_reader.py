"""The cells of one column of a form: what stands in many files is read once."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sarup.findings import Finding
from sarup.form.spec import Column, load_form_spec
from sarup.gather.typed import LONGEST, Doubt, doubt_of, read_deadline, read_value, typed_text
from sarup.gather.workbook import Cell
from sarup.phrases import Phrases
from sarup.submission import Row, Value
from sarup.thai.figures import print_number

# Different texts of a column that are remembered; a chunk of files has some thousand items.
REMEMBERED = 2_048


class ColumnReader:
    """Reads the cells of a column as a round has it, by their kind and text; the last texts are remembered.

    `blank` is what a row has where there is no cell.
    """

    def __init__(self, column: Column, round_name: str | None, phrases: Phrases) -> None:
        self.column, self._round_name, self._phrases = column, round_name, phrases
        self.read = lru_cache(REMEMBERED)(self._read)
        self.doubt = lru_cache(REMEMBERED)(self._doubt)
        self.blank = self._read("text", "")

    def _read(self, kind: str, text: str) -> Mapping[str, Value]:
        """Return a cell's part of its row: text as typed, value read, and its date where it may be one."""
        column, typed = self.column, typed_text(kind, text)
        values: dict[str, Value] = {f"{column.field}_text": typed or None, column.field: self._value(typed)}
        if column.date_field:
            values[column.date_field] = read_deadline(typed) if typed else None
        return values

    def _doubt(self, kind: str, text: str, is_deadline: bool) -> Doubt | None:
        """Return what is to be told about a cell; where its measure `is_deadline` its values are dates."""
        doubt = doubt_of(kind, text, self.column, is_deadline)
        # Of what cannot be read, a rule says so: it was not read without what nobody sees.
        return None if doubt is not None and doubt.rule == "R81" and not self._is_read(kind, text) else doubt

    def _is_read(self, kind: str, text: str) -> bool:
        typed = typed_text(kind, text)
        is_day = self.column.date_field is not None and read_deadline(typed) is not None
        return is_day or read_value(typed, self.column, self._round_name, self._phrases) is not None

    def _value(self, typed: str) -> Value:
        return read_value(typed, self.column, self._round_name, self._phrases) if typed else None


@lru_cache(maxsize=1_024)
def column_reader(table: str, field: str, round_name: str | None, phrases: Phrases) -> ColumnReader:
    """Return the reader of a form's column in a round (6m, 12m or none)."""
    sheets = (sheet for kind in ("plan", "results") for sheet in load_form_spec(kind).sheets)
    (column,) = (one for sheet in sheets if sheet.table == table for one in sheet.columns if one.field == field)
    return ColumnReader(column, round_name, phrases)


def fill_row(row: Row, readers: Mapping[int, ColumnReader], cells: Mapping[int, Cell]) -> None:
    """Fill a row by its cells; both are told by their place."""
    for place, reader in readers.items():
        cell = cells.get(place)
        row.update(reader.read(cell.kind, cell.text) if cell else reader.blank)


def cell_problems(
    cell: Cell, reader: ColumnReader, is_deadline: bool, submission_id: str, table: str, row_no: int
) -> Iterable[Finding]:
    """Yield what the reader says of a cell that stands in this row of the table."""

    def found(rule: str, value: str | None, slots: Mapping[str, str]) -> Finding:
        return Finding(submission_id, rule, table, row_no, reader.column.field, value=value, slots=slots)

    if cell.kind == "error":
        yield found("S11", cell.text, {"value": cell.text})
    elif cell.formula and not cell.has_value:
        yield found("S12", None, {})
    elif len(cell.text) > LONGEST:
        yield found("S31", None, {"length": print_number(len(cell.text))})
    elif not reader.column.locked:
        doubt = reader.doubt(cell.kind, cell.text, is_deadline)
        if doubt is not None:
            yield found(doubt.rule, cell.text, doubt.slots)
