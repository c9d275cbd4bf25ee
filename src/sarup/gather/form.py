"""From a workbook's cells to a form's rows: sheets by name, columns by heading, every value with its cell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sarup.findings import Finding
from sarup.form_spec import Column, SheetSpec, load_form_spec
from sarup.gather.pool import Reading
from sarup.gather.typed import read_value
from sarup.gather.workbook import Cell, Sheet, Workbook
from sarup.phrases import Phrases
from sarup.submission import Arrival, Row, Submission
from sarup.thai.text import fold

KEYS_SHEET = "_sarup"
HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True)
class _FormSheet:
    """One sheet found in the workbook, its header row and where each column of the form stands."""

    spec: SheetSpec
    sheet: Sheet
    header_row: int
    places: Mapping[int, Column]


def read_submission(arrival: Arrival, reading: Reading, phrases: Phrases) -> Submission:
    """Return what the form in this file says; a file that is no form has problems or no keys, and no rows."""
    if reading.workbook is None:
        return _unread(arrival, Finding(arrival.submission_id, reading.rule or "X01", value=reading.detail))
    workbook = reading.workbook
    keys = _read_keys(workbook)
    kind = keys.get("form", "")
    if kind not in ("plan", "results"):
        return _unread(arrival, Finding(arrival.submission_id, "S06"))
    round_name = keys.get("round_code", "").rpartition("-")[2] or None
    found = list(_find_sheets(workbook, kind, round_name, phrases))
    return Submission(
        arrival=arrival,
        kind=kind,
        keys=keys,
        tables={form.spec.table: list(_rows(form, round_name, phrases)) for form in found},
        letters={
            (form.spec.table, column.field): letters(place) for form in found for place, column in form.places.items()
        },
        sheets={form.spec.table: form.sheet.name for form in found},
        problems=tuple(problem for form in found for problem in _cell_problems(form, arrival.submission_id)),
    )


def letters(column: int) -> str:
    """Return a column's letters.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _unread(arrival: Arrival, problem: Finding) -> Submission:
    return Submission(arrival, "unknown", {}, {}, {}, {}, (problem,))


def _read_keys(workbook: Workbook) -> dict[str, str]:
    for sheet in workbook.sheets:
        if sheet.name == KEYS_SHEET:
            by_place = {(cell.row, cell.column): cell.text for cell in sheet.cells}
            return {text: by_place.get((row, 2), "") for (row, column), text in by_place.items() if column == 1}
    return {}


def _find_sheets(workbook: Workbook, kind: str, round_name: str | None, phrases: Phrases) -> Iterable[_FormSheet]:
    sheets = {fold(sheet.name): sheet for sheet in workbook.sheets}
    for spec in load_form_spec(kind).sheets:
        sheet = sheets.get(fold(phrases.texts[spec.name]))
        if sheet is not None:
            header_row, places = _find_header(sheet, spec.columns_of(round_name), phrases)
            yield _FormSheet(spec, sheet, header_row, places)


def _find_header(sheet: Sheet, columns: Sequence[Column], phrases: Phrases) -> tuple[int, dict[int, Column]]:
    """Return the row whose cells bear most of the headings, and the column at each place of it."""
    heads = [(_head_pattern(phrases.texts[column.head]), column) for column in columns]
    by_row: dict[int, dict[int, Column]] = {}
    for cell in sheet.cells:
        if cell.row > HEADER_SEARCH_ROWS or cell.kind != "text":
            continue
        text = fold(cell.text)
        for pattern, column in heads:
            if pattern.fullmatch(text):
                by_row.setdefault(cell.row, {}).setdefault(cell.column, column)
                break
    if not by_row:
        return 0, {}
    row = max(by_row, key=lambda number: (len(by_row[number]), -number))
    return row, by_row[row]


def _head_pattern(head: str) -> re.Pattern[str]:
    parts = (re.escape(fold(part)) if part else "" for part in re.split(r"\{\w+\}", head))
    return re.compile("[^)]*".join(parts))


def _rows(form: _FormSheet, round_name: str | None, phrases: Phrases) -> Iterable[Row]:
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in form.sheet.cells:
        if cell.row > form.header_row and cell.column in form.places and form.header_row:
            by_row.setdefault(cell.row, {})[cell.column] = cell
    for row_no, cells in sorted(by_row.items()):
        if any(cell.text.strip() for cell in cells.values()):
            yield _row(form, row_no, cells, round_name, phrases)


def _row(form: _FormSheet, row_no: int, cells: Mapping[int, Cell], round_name: str | None, phrases: Phrases) -> Row:
    row: Row = {"sheet": form.sheet.name, "row_no": row_no}
    for place, column in form.places.items():
        cell = cells.get(place)
        text = cell.text.strip() if cell and cell.kind != "error" else ""
        row[f"{column.field}_text"] = text or None
        row[column.field] = read_value(text, column, round_name, phrases) if text else None
    return row


def _cell_problems(form: _FormSheet, submission_id: str) -> Iterable[Finding]:
    for cell in form.sheet.cells:
        column = form.places.get(cell.column)
        if column is None or cell.row <= form.header_row:
            continue
        if cell.kind == "error":
            yield _at(submission_id, "S11", form, cell.row, column, cell.text)
        elif cell.formula and not cell.has_value:
            yield _at(submission_id, "S12", form, cell.row, column, None)
    for merge in form.sheet.merges:
        first = re.match(r"([A-Z]+)([0-9]+)", merge)
        if first and int(first[2]) > form.header_row > 0:
            yield Finding(submission_id, "S13", sheet=form.sheet.name, cell=merge)
    last = max((cell.row for cell in form.sheet.cells), default=0)
    for row in form.sheet.hidden_rows:
        if form.header_row < row <= last:
            yield Finding(submission_id, "S14", sheet=form.sheet.name, cell=f"A{row}", value=str(row))


def _at(submission_id: str, rule: str, form: _FormSheet, row: int, column: Column, value: str | None) -> Finding:
    return Finding(submission_id, rule, form.spec.table, row, column.field, value=value, slots={"value": value or ""})
