"""From the cards of a form to the rows of its results: every answer with its cell, as if it stood in a table.

A card is known by the hidden keys of its lines, wherever it stands. What is asked once an item stands on the row of its
first measure. A line is one label and answer after the other; the hidden list of its fields tells which.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sarup.findings import Finding
from sarup.form.cards import KEYS, SHEETS, CardLine, load_card_spec
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import Column, SheetSpec, load_form_spec
from sarup.gather.column_reader import cell_problems, column_reader, fill_row
from sarup.gather.headings import FormSheet, folded, form_sheet, head_pattern
from sarup.gather.stored_values import column_letters
from sarup.gather.workbook import Cell, Sheet, Workbook
from sarup.phrases import Phrases
from sarup.submission import ColumnPlace, Row

HEAD_SEARCH_ROWS, COVER_ROWS = 20, 500
# A card begins with it, a measure with it.
STARTS_CARD, STARTS_MEASURE = "item_code", "indicator"
ANSWERS = ("value", "value_half", "value_year", "numerator")
HIDDEN = ("item_key", "measure_no", "kind")


@dataclass(frozen=True)
class CardTable:
    """What the cards say: rows of results, where each cell stands, and what is odd about the sheet."""

    form: FormSheet
    rows: tuple[Row, ...]
    places: tuple[ColumnPlace, ...]
    problems: tuple[Finding, ...]


@dataclass
class _Part:
    """The lines of an item or of one of its measures: field -> row and column of its answer, which may be blank."""

    first_row: int
    keys: Mapping[str, Cell]
    answers: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class _Card:
    """One card: what is asked once, and its measures in their order."""

    item: _Part
    measures: list[_Part] = field(default_factory=list)


def find_signers(workbook: Workbook, round_name: str | None, phrases: Phrases) -> list[FormSheet]:
    """Return the table of those who sign, which stands on the cover."""
    spec = _spec("signoff")
    found = [form_sheet(spec, one, round_name, phrases, within=COVER_ROWS) for one in _named(workbook, spec, phrases)]
    return [form for form in found if form.places]


def read_cards(workbook: Workbook, submission_id: str, keys: Mapping[str, str], phrases: Phrases) -> CardTable | None:
    """Return what the sheet of cards says; None where no sheet has its name."""
    sheets = _named(workbook, _spec("results"), phrases)
    if not sheets:
        return None
    return _Reader(sheets[0], submission_id, keys, phrases).read()


@lru_cache(256)
def _line_of(names: tuple[str, ...], round_name: str | None) -> CardLine | None:
    return load_card_spec().line_of(names, round_name)


@lru_cache(256)
def _pattern(head: str) -> re.Pattern[str]:
    return head_pattern(head)


def _spec(table: str) -> SheetSpec:
    return next(spec for spec in load_form_spec("results").sheets if spec.table == table)


def _named(workbook: Workbook, spec: SheetSpec, phrases: Phrases) -> list[Sheet]:
    name = folded(phrases.texts[SHEETS[spec.table]])
    return [sheet for sheet in workbook.sheets if folded(sheet.name) == name]


class _Reader:
    """Reads one sheet of cards."""

    def __init__(self, sheet: Sheet, submission_id: str, keys: Mapping[str, str], phrases: Phrases) -> None:
        self.sheet, self.submission_id, self.phrases = sheet, submission_id, phrases
        self.round_name = keys.get("round_code", "").rpartition("-")[2] or None
        self.columns = {column.field: column for column in _spec("results").columns_of(self.round_name)}
        self.readers = {
            number: column_reader("results", name, self.round_name, phrases) for number, name in enumerate(self.columns)
        }
        self.by_row: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            self.by_row.setdefault(cell.row, {})[cell.column] = cell
        self.head_row, self.key_places = self._find_keys()
        self.problems: list[Finding] = []
        self.rows: list[Row] = []
        # Column's letter by field, and how far the cell stands above or below its row.
        self.placed: list[tuple[int, str, str, int]] = []

    def read(self) -> CardTable:
        """Return everything the sheet says."""
        for card in self._cards():
            self._add_rows(card)
        self.rows.sort(key=lambda row: int(str(row["row_no"])))
        form = FormSheet(_spec("results"), self.sheet, self.head_row, {})
        return CardTable(form, tuple(self.rows), tuple(self._places()), tuple(self.problems))

    def _find_keys(self) -> tuple[int, dict[str, int]]:
        """Return the row that names the hidden columns, and where each stands."""
        wanted = {folded(self.phrases.texts[key]): name for key, name in zip(KEYS, (*HIDDEN, "fields"), strict=True)}
        for row, cells in sorted(self.by_row.items()):
            found = {wanted[folded(cell.text)]: place for place, cell in cells.items() if folded(cell.text) in wanted}
            if "fields" in found and row <= HEAD_SEARCH_ROWS:
                return row, found
        return 0, {}

    def _cards(self) -> Iterable[_Card]:
        """Return the cards: a line belongs to the last card of its item."""
        cards: list[_Card] = []
        last: dict[str, _Card] = {}
        for row, cells in sorted(self.by_row.items()):
            listed = cells.get(self.key_places.get("fields", 0))
            if listed is None or row == self.head_row:
                continue
            names = [name for name in listed.text.split() if name in self.columns]
            keys = {name: cells[at] for name, at in self.key_places.items() if at in cells and name != "fields"}
            item = keys["item_key"].text if "item_key" in keys else ""
            if names and (STARTS_CARD in names or item not in last):
                last[item] = _Card(_Part(row, keys))
                cards.append(last[item])
            if names:
                self._add_line(last[item], row, names, keys)
        return cards

    def _add_line(self, card: _Card, row: int, names: Sequence[str], keys: Mapping[str, Cell]) -> None:
        """Add a line's answers to what is asked once an item, or to its measure."""
        part = card.item
        if "measure_no" in keys:
            own = [one for one in card.measures if one.keys["measure_no"].text == keys["measure_no"].text]
            if not own or STARTS_MEASURE in names:
                own = [_Part(row, keys)]
                card.measures += own
            part = own[-1]
        part.answers |= self._answers(row, names)

    def _answers(self, row: int, names: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return where the answers of a line stand: as far from their labels as the form has them."""
        line = _line_of(tuple(names), self.round_name)
        if line is None:
            return {}
        first = self.key_places["fields"] + 1
        answers = {}
        for one, (label, answer, _) in zip(line.fields, line.spans(first, load_card_spec().grid), strict=True):
            at = self._label_at(row, label, one.column)
            if at is None:
                self._tell_lost(one.column)
            else:
                answers[one.column.field] = (row, at + answer - label)
        return answers

    def _label_at(self, row: int, wanted: int, column: Column) -> int | None:
        """Return where a label stands on a line: where the form has it, else the first that reads so."""
        cells, pattern = self.by_row[row], _pattern(self.phrases.texts[column.head])
        places = [wanted, *sorted(cells)]
        return next((at for at in places if at in cells and pattern.fullmatch(folded(cells[at].text))), None)

    def _tell_lost(self, column: Column) -> None:
        slots = {"sheet": self.sheet.name, "head": self.phrases.texts[column.head]}
        self.problems.append(
            Finding(self.submission_id, "S08", value=slots["head"], sheet=self.sheet.name, slots=slots)
        )

    def _add_rows(self, card: _Card) -> None:
        """Add a row for each measure of a card; a card without any has one that no measure is named in."""
        measures = card.measures or [_Part(card.item.first_row, card.item.keys)]
        first = min(measures, key=lambda one: self._number(one))
        for measure in measures:
            row_no = measure.first_row
            row: Row = {"sheet": self.sheet.name, "row_no": row_no}
            own = {name: (row_no, at) for name, at in self.key_places.items() if name in HIDDEN} | measure.answers
            shown = {name: at for name, at in card.item.answers.items() if self.columns[name].level == "measure"}
            once = {name: at for name, at in card.item.answers.items() if name not in shown}
            self._fill(row, {**own, **shown, **(once if measure is first else {})}, measure)
            self.rows.append(row)
            answer = next((own[name] for name in ANSWERS if name in own), (row_no, self.key_places["fields"]))
            for name in self.columns:
                at, column = {**own, **shown, **once}.get(name, answer)
                self.placed.append((row_no, name, column_letters(column), row_no - at))

    def _number(self, measure: _Part) -> tuple[int, str]:
        text = measure.keys["measure_no"].text if "measure_no" in measure.keys else ""
        return (int(text), "") if text.isascii() and text.isdigit() else (1_000, text)

    def _fill(self, row: Row, answers: Mapping[str, tuple[int, int]], measure: _Part) -> None:
        kind = measure.keys["kind"].text if "kind" in measure.keys else ""
        found = {name: self.by_row.get(at, {}).get(place) for name, (at, place) in answers.items()}
        cells = {number: cell for number, name in enumerate(self.columns) if (cell := found.get(name)) is not None}
        fill_row(row, self.readers, cells)
        for number, cell in cells.items():
            reader = self.readers[number]
            if reader.column.field not in HIDDEN:
                is_deadline, row_no = kind in kinds_that_ask("day"), int(str(row["row_no"]))
                self.problems += cell_problems(cell, reader, is_deadline, self.submission_id, "results", row_no)

    def _places(self) -> Iterable[ColumnPlace]:
        """Return where the cells stand: one stretch of rows as long as they stand alike."""
        stretches: dict[str, list[tuple[int, int, str, int]]] = {}
        for row_no, name, letter, offset in sorted(self.placed):
            known = stretches.setdefault(name, [])
            if known and known[-1][2:] == (letter, offset):
                known[-1] = (known[-1][0], row_no, letter, offset)
            else:
                known.append((row_no, row_no, letter, offset))
        for name, found in stretches.items():
            # What lacks before the first card is told at the row above it.
            if name == STARTS_CARD:
                found[0] = (found[0][0] - 1, *found[0][1:])
            for first, last, letter, offset in found:
                yield ColumnPlace("results", name, self.sheet.name, letter, first, last, offset)
