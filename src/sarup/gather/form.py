"""From a workbook's cells to a form's rows: every value with its cell, every doubt a finding."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sarup.findings import Finding
from sarup.form.cards import CARDS_VERSION, SHEETS, sheet_key
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import load_form_spec
from sarup.gather.cards import CardTable, find_signers, read_cards
from sarup.gather.column_reader import ColumnReader, cell_problems, column_reader, fill_row
from sarup.gather.headings import LONGEST_HEADING, FormSheet, find_sheets, folded
from sarup.gather.pool import Reading
from sarup.gather.stored_values import column_letters
from sarup.gather.workbook import Cell, Sheet, Workbook
from sarup.phrases import Phrases
from sarup.submission import Arrival, Row, Submission
from sarup.thai.text import fold
from sarup.thai.unseen import is_blank

KEYS_SHEET = "_sarup"
KINDS = ("plan", "results")


def read_submission(arrival: Arrival, reading: Reading, phrases: Phrases) -> Submission:
    """Return what the form in this file says.

    A file that was not read has its problem and no rows. One whose hidden keys are lost is `unknown` with problem
    S06, unless its tabs are those of a plan: sarup.gather.handmade may know more with the plan at hand.
    """
    if reading.workbook is None:
        return unread(arrival, _refusal(arrival.submission_id, reading, phrases))
    workbook = reading.workbook
    keys = read_keys(workbook)
    kind = keys.get("form", "")
    if kind in KINDS:
        if kind == "results" and keys.get("form_version") == CARDS_VERSION:
            return _read_cards(arrival, workbook, keys, phrases)
        found = find_sheets(workbook, kind, round_of(keys), phrases)
        return make_submission(arrival, workbook, keys, found, phrases)
    found = find_sheets(workbook, "plan", None, phrases)
    if len(found) > 1 and all(form.places for form in found):
        keys = {"form": "plan", "form_version": "1"}
        return make_submission(arrival, workbook, keys, found, phrases, has_keys=False)
    return unread(arrival, Finding(arrival.submission_id, "S06"), workbook.container)


def _read_cards(arrival: Arrival, workbook: Workbook, keys: Mapping[str, str], phrases: Phrases) -> Submission:
    """Return what a form of cards says: its items from the cards, all else from the tables beside them."""
    forms = find_sheets(workbook, "results", round_of(keys), phrases)
    forms = [form for form in forms if form.spec.table not in SHEETS] + find_signers(workbook, round_of(keys), phrases)
    cards = read_cards(workbook, arrival.submission_id, keys, phrases)
    return make_submission(arrival, workbook, keys, forms, phrases, cards=cards)


def make_submission(
    arrival: Arrival,
    workbook: Workbook,
    keys: Mapping[str, str],
    forms: Sequence[FormSheet],
    phrases: Phrases,
    has_keys: bool = True,
    cards: CardTable | None = None,
) -> Submission:
    """Return the submission that the tables found in a workbook make, and its cards where it has them."""
    round_name = round_of(keys)
    tables: dict[str, list[Row]] = {}
    named = has_keys or keys["form"] == "plan"
    on_sheets = [*([cards.form] if cards else []), *forms]
    problems = list(_book_problems(arrival.submission_id, workbook, on_sheets, keys, named, phrases))
    if cards:
        tables["results"] = list(cards.rows)
        problems += [*_sheet_problems(cards.form, arrival.submission_id, phrases), *cards.problems]
    for form in forms:
        tables.setdefault(form.spec.table, []).extend(_rows(form, round_name, phrases))
        problems += _sheet_problems(form, arrival.submission_id, phrases)
        problems += _cell_problems(form, arrival.submission_id, round_name, phrases)
    return Submission(
        arrival=arrival,
        kind=keys["form"],
        keys=keys,
        tables=tables,
        places=(*(cards.places if cards else ()), *(place for form in forms for place in form.column_places())),
        problems=tuple(problems),
        has_keys=has_keys,
        container=workbook.container,
        underlined=workbook.underlined,
    )


def unread(arrival: Arrival, problem: Finding, container: str = "") -> Submission:
    """Return the submission of a file that is no form."""
    return Submission(arrival, "unknown", {}, {}, (), (problem,), container=container)


def _refusal(submission_id: str, reading: Reading, phrases: Phrases) -> Finding:
    """Return why a file was not read; of a kind that people send it says what it is, and how to send it instead."""
    slots = {}
    if reading.kind:
        slots = {"kind": phrases.options("file.kind")[reading.kind], "way": phrases.options("file.way")[reading.kind]}
    return Finding(submission_id, reading.rule or "X01", value=reading.detail, slots=slots)


def read_keys(workbook: Workbook) -> dict[str, str]:
    """Return the form's hidden keys; empty where the sheet that bears them is lost."""
    for sheet in workbook.sheets:
        if sheet.name == KEYS_SHEET:
            by_place = {(cell.row, cell.column): cell.text for cell in sheet.cells}
            return {text: by_place.get((row, 2), "") for (row, column), text in by_place.items() if column == 1}
    return {}


def round_of(keys: Mapping[str, str]) -> str | None:
    """Return "6m" of "2564-6m"; None without a round."""
    return keys.get("round_code", "").rpartition("-")[2] or None


def _rows(form: FormSheet, round_name: str | None, phrases: Phrases) -> Iterable[Row]:
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in form.sheet.cells:
        if cell.row > form.header_row and cell.column in form.places and form.header_row:
            by_row.setdefault(cell.row, {})[cell.column] = cell
    heads = {cell.column: cell.text for cell in form.sheet.cells if cell.row == form.header_row}
    readers = _readers(form, round_name, phrases)
    for row_no, cells in sorted(by_row.items()):
        if not all(is_blank(cell.text) for cell in cells.values()) and not _repeats(cells, heads):
            row: Row = {"sheet": form.sheet.name, "row_no": row_no + form.row_offset}
            fill_row(row, readers, cells)
            yield row


def _readers(form: FormSheet, round_name: str | None, phrases: Phrases) -> dict[int, ColumnReader]:
    """Return what reads each column of a table."""
    return {
        place: column_reader(form.spec.table, column.field, round_name, phrases)
        for place, column in form.places.items()
    }


def _repeats(cells: Mapping[int, Cell], heads: Mapping[int, str]) -> bool:
    """Tell a header row that stands again, as on the second page of a document's table."""
    return len(cells) > 1 and all(
        len(cell.text) <= LONGEST_HEADING and folded(cell.text) == folded(heads.get(place, ""))
        for place, cell in cells.items()
    )


def _book_problems(
    submission_id: str,
    workbook: Workbook,
    forms: Sequence[FormSheet],
    keys: Mapping[str, str],
    named: bool,
    phrases: Phrases,
) -> Iterable[Finding]:
    """Yield what concerns the file: macros that were not run, and tabs that look like a form's but were not read.

    Where sheets are found by their names (`named`), one with the headings of a sheet that the form lacks was renamed.
    """
    if workbook.has_macros:
        yield Finding(submission_id, "S20")
    read = {form.sheet.name for form in forms}
    found = {form.spec.table for form in forms}
    kind, version = keys["form"], keys.get("form_version")
    lost = {spec.table: spec for spec in load_form_spec(kind).sheets if named and spec.table not in found}
    for sheet in workbook.sheets:
        if sheet.name in read or sheet.name == KEYS_SHEET or sheet.state != "visible":
            continue
        table = _table_by_headings(sheet, kind, phrases)
        if table in lost:
            slots = {"sheet": sheet.name, "name": phrases.texts[sheet_key(lost.pop(table), version)]}
            yield Finding(submission_id, "R79", table, sheet=sheet.name, value=sheet.name, slots=slots)
        elif table:
            yield Finding(submission_id, "S21", sheet=sheet.name, value=sheet.name, slots={"sheet": sheet.name})


def _table_by_headings(sheet: Sheet, kind: str, phrases: Phrases) -> str:
    """Return the table most of whose headings stand at a sheet's top; empty with less than three of them."""
    texts = {folded(cell.text) for cell in sheet.cells if cell.row <= 20 and len(cell.text) < 100}
    counts = {
        spec.table: len(texts & {folded(phrases.texts[c.head]) for c in spec.columns if not c.hidden})
        for spec in load_form_spec(kind).sheets
    }
    table = max(counts, key=lambda name: counts[name])
    return table if counts[table] >= 3 else ""


def _sheet_problems(form: FormSheet, submission_id: str, phrases: Phrases) -> Iterable[Finding]:
    """Yield what is odd about the table as a whole: headings twice, values far off, merges, and what is hidden."""
    name = form.sheet.name
    for cell in form.doubled:
        place = f"{column_letters(cell.column)}{cell.row}"
        yield Finding(submission_id, "S22", sheet=name, cell=place, value=cell.text, slots={"head": cell.text})
    for row, column_no, text in form.sheet.far[:1]:
        place, more = f"{column_letters(column_no)}{row}", len(form.sheet.far) - 1
        slots = {"typed": text, "more": phrases.say("far.more", n=more) if more else ""}
        yield Finding(submission_id, "S33", sheet=name, cell=place, value=text, slots=slots)
    for merge in form.sheet.merges:
        if _hides_rows(form, merge):
            yield Finding(submission_id, "S13", sheet=name, cell=merge)
    last = max((cell.row for cell in form.sheet.cells), default=0)
    for row in form.sheet.hidden_rows:
        if form.header_row < row <= last:
            yield Finding(submission_id, "S14", sheet=name, cell=f"A{row}", value=str(row))
    if form.sheet.state != "visible":
        yield Finding(submission_id, "S23", sheet=name, value=name, slots={"sheet": name})
    for number in form.sheet.hidden_columns:
        column = form.places.get(number)
        if column is not None and not column.hidden:
            place = f"{column_letters(number)}{form.header_row}"
            yield Finding(submission_id, "S24", sheet=name, cell=place, slots={"letter": column_letters(number)})


def _hides_rows(form: FormSheet, merge: str) -> bool:
    """Tell a merge below the headings that touches one of the form's columns."""
    corners = re.findall(r"([A-Z]+)([0-9]+)", merge)
    if not corners or int(corners[-1][1]) <= form.header_row or not form.header_row:
        return False
    first, last = (_column_number(corner[0]) for corner in (corners[0], corners[-1]))
    return any(first <= place <= last for place in form.places)


def _column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _cell_problems(form: FormSheet, submission_id: str, round_name: str | None, phrases: Phrases) -> Iterable[Finding]:
    deadlines = _deadline_rows(form, phrases)
    readers = _readers(form, round_name, phrases)
    for cell in form.sheet.cells:
        reader = readers.get(cell.column)
        if reader is not None and cell.row > form.header_row:
            row_no = cell.row + form.row_offset
            yield from cell_problems(cell, reader, cell.row in deadlines, submission_id, form.spec.table, row_no)


def _deadline_rows(form: FormSheet, phrases: Phrases) -> set[int]:
    """Return the rows whose measure is asked for a date, as the form's hidden codes or the plan's labels say."""
    kinds = {place for place, column in form.places.items() if column.field == "kind"}
    days, labels = kinds_that_ask("day"), phrases.options("list.kind")
    names = {*days, *(fold(labels[code]) for code in days)}
    kind_cells = (cell for cell in form.sheet.cells if cell.column in kinds and len(cell.text) <= LONGEST_HEADING)
    return {cell.row for cell in kind_cells if fold(cell.text) in names}
