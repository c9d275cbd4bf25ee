"""The sheet of cards: one item, one card, read from top to bottom, one or more pages of A4 each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell  # type: ignore[import-untyped]

from sarup.form.cards import KEYS, CardLine, load_card_spec
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import Column
from sarup.phrases import Phrases
from sarup.render.form.checks import Check, awaiting, formula_of, item_checks, measure_checks
from sarup.render.form.content import CellValue, FormContent, FormRow
from sarup.render.form.formats import Formats, input_format
from sarup.render.form.page import A4, FONT, head_code
from sarup.render.form.validation import Lists, strict_validation
from sarup.render.measure.row_height import FONT_POINTS, row_height

FIRST = len(KEYS)
LABEL_POINTS = 12.0
LINE_POINTS, SMALLEST, HIGHEST = 18.0, 21.0, 400.0
CHECK_WIDTH, ROOM_WIDTH = 34.0, 20.0
# Thai letters that stand in the width of one digit, the marks above and below among them.
LETTERS_A_DIGIT = 1.15
# What a measure has only with a reason that asks for it.
WAITING = ("expected_month", "assessor")


@dataclass
class _Card:
    """What is known of a card while it is written: its cells by measure and field, its checks by line."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    inputs: dict[tuple[str, str], str] = field(default_factory=dict)


class CardSheet:
    """Writes the cards of one workbook; `counts` are the cells that count what is left in each, by item."""

    def __init__(self, book: Any, sheet: Any, content: FormContent, phrases: Phrases, lists: Lists) -> None:
        self.sheet, self.content, self.phrases, self.lists = sheet, content, phrases, lists
        self.formats = Formats(book)
        self.spec = load_card_spec()
        self.counts: dict[str, tuple[int, str, int | str]] = {}
        self.grid_end = FIRST + self.spec.grid - 1
        self.check, self.room = self.grid_end + 1, self.grid_end + 2
        plain = {"font_name": FONT, "font_size": LABEL_POINTS, "font_scheme": False, "text_wrap": True, "valign": "top"}
        edge = {"border": 1, "border_color": "#8C8C8C"}
        self.label = book.add_format({**plain, **edge, "bold": True, "bg_color": "#D9E2F3"})
        self.grey_label = book.add_format({**plain, **edge, "bold": True, "bg_color": "#D0D0D0"})
        self.bare_label = book.add_format({**plain, "bold": True})
        self.bare_input = book.add_format({**plain, "font_size": FONT_POINTS, "num_format": "@", "locked": False})
        self.band = book.add_format({**plain, "font_size": FONT_POINTS, "bold": True, "bg_color": "#B4C6E7"})
        self.told = book.add_format({**plain, "font_color": "#B00020"})
        left, complete = phrases.texts["card.count"].split("{n}"), phrases.texts["card.complete"]
        shown = f'[=0]"{complete}";"{left[0]}"0"{left[1]}"'
        self.count = book.add_format(
            {**plain, "bold": True, "font_color": "#B00020", "num_format": shown, "align": "left", **edge}
        )
        self.small = book.add_format({**plain, "font_color": "#606060"})
        self.unasked = book.add_format({"font_color": "#FFFFFF", "bg_color": "#FFFFFF"})
        self.asked = book.add_format(edge)
        self.wrong = book.add_format({"bg_color": "#FCE4C4"})

    def write(self) -> None:
        """Write all cards, and set the page."""
        self._write_head()
        by_item: dict[CellValue, list[FormRow]] = {}
        for row in self.content.tables["results"]:
            by_item.setdefault(row.get("item_key"), []).append(row)
        cards = [*by_item.values()]
        at, starts = 1, []
        for number, card in enumerate(cards, 1):
            starts.append(at)
            at = self._write_card(at, card, self.phrases.say("card.head", n=number, total=len(cards)))
        self._set_up(at - 1, starts)

    def _write_head(self) -> None:
        for place, key in enumerate(KEYS):
            self.sheet.write_string(0, place, self.phrases.texts[key])
            self.sheet.set_column(place, place, 9, None, {"hidden": True})
        self.sheet.set_column(FIRST, self.grid_end, self.spec.width)
        self.sheet.set_column(self.check, self.check, CHECK_WIDTH)
        self.sheet.set_column(self.room, self.room, ROOM_WIDTH)
        self.sheet.write_string(0, FIRST, self.content.head_lines[0], self.formats.title)
        self.sheet.write_string(0, self.check, self.phrases.texts["card.check"], self.band)
        self.sheet.set_row(0, 27)

    def _write_card(self, at: int, rows: Sequence[FormRow], head: str) -> int:
        """Write a card from row `at` on; return the row after it."""
        first, card, top = next((row for row in rows if row.get("is_first")), rows[0]), _Card(), at
        lines = self._lines("item", first)
        whole = next(place for place, line in enumerate(lines) if line.fields[0].column.field == "work_state")
        self.sheet.merge_range(at, FIRST, at, self.grid_end, head, self.band)
        self.sheet.set_row(at, SMALLEST + 2)
        at += 1
        for line in lines[:whole]:
            at = self._write_line(at, line, first, "", card)
        for row in rows:
            for line in self._lines("measure", row):
                at = self._write_line(at, line, row, str(row.get("measure_no")), card)
        for line in lines[whole:]:
            at = self._write_line(at, line, first, "", card)
        self._write_checks(card, rows, first, (top, at - 1))
        return at

    def _lines(self, level: str, row: FormRow) -> tuple[CardLine, ...]:
        kind = str(row.get("kind", ""))
        return self.spec.lines_of(level, self.content.round_name, kind, self.content.annual_entry)

    def _write_line(self, at: int, line: CardLine, row: FormRow, measure: str, card: _Card) -> int:
        """Write a line's keys, labels and answers; return the row after it: a text too long for a row has several."""
        names = [one.column.field for one in line.fields]
        keys = (row.get("item_key"), row.get("measure_no") if measure else None, row.get("kind") if measure else None)
        for place, key in enumerate(keys):
            if key is not None:
                self.sheet.write(at, place, key)
        self.sheet.write_string(at, FIRST - 1, " ".join(names))
        spans = line.spans(FIRST, self.spec.grid)
        height = self._height(line, spans, row)
        deep = ceil(height / HIGHEST)
        for number in range(deep):
            self.sheet.set_row(at + number, height / deep)
        for one, (label, answer, end) in zip(line.fields, spans, strict=True):
            self._write_label(at, deep, label, answer - 1, one.column)
            self._write_answer(at, deep, answer, end, one.column, row, card, measure)
            card.cells[measure, one.column.field] = xl_rowcol_to_cell(at, answer, col_abs=True)
            card.rows[measure, one.column.field] = at
        self._write_room(at, line, spans, height, card, measure)
        return at + deep

    def _height(self, line: CardLine, spans: Sequence[tuple[int, int, int]], row: FormRow) -> float:
        texts = [
            (str(row.get(one.column.field) or ""), _characters(end - answer + 1, self.spec.width))
            for one, (_, answer, end) in zip(line.fields, spans, strict=True)
        ]
        labels = [
            (self._say(one.column), _characters(answer - label, self.spec.width) / 1.05)
            for one, (label, answer, _) in zip(line.fields, spans, strict=True)
        ]
        deepest = max(_points(text, width, FONT_POINTS) for text, width in texts)
        return max(deepest, row_height(labels, LABEL_POINTS), line.lines * LINE_POINTS, SMALLEST)

    def _write_label(self, at: int, deep: int, first: int, last: int, column: Column) -> None:
        style = self.bare_label if column.field in WAITING else self.grey_label if column.locked else self.label
        self._merge(at, deep, first, last, style)
        self.sheet.write_string(at, first, self._say(column), style)

    def _write_answer(
        self, at: int, deep: int, first: int, last: int, column: Column, row: FormRow, card: _Card, measure: str
    ) -> None:
        """Write what stands in a cell, and what it takes where people fill it in."""
        asked = column
        if column.date_field and row.get("kind") in kinds_that_ask("day"):
            asked = replace(column, kind="date", prompt=column.prompt and "prompt.date")
        style = self.formats.grey if column.locked else input_format(self.formats, asked, row, self.content.kind)
        style = self.bare_input if column.field in WAITING else style
        self._merge(at, deep, first, last, style)
        value: CellValue = row.get(column.field)
        if isinstance(value, (int, float, Decimal)):
            self.sheet.write_number(at, first, value, style)
        elif value:
            self.sheet.write_string(at, first, value, style)
        else:
            self.sheet.write_blank(at, first, None, style)
        if not column.locked:
            cell = xl_rowcol_to_cell(at, first)
            options = strict_validation(asked, row, self.content, cell, self.phrases, self.lists)
            if len(options) > 1:
                self.sheet.data_validation(at, first, at, first, options)
            card.inputs[measure, column.field] = f"{cell}:{xl_rowcol_to_cell(at + deep - 1, last)}"

    def _merge(self, at: int, deep: int, first: int, last: int, style: Any) -> None:
        if deep > 1 or last > first:
            self.sheet.merge_range(at, first, at + deep - 1, last, "", style)

    def _write_room(
        self, at: int, line: CardLine, spans: Sequence[tuple[int, int, int]], height: float, card: _Card, measure: str
    ) -> None:
        """Say how much room a text of people's own has left; of two on one line of the first."""
        written = [(one.column, span) for one, span in zip(line.fields, spans, strict=True) if one.column.written]
        if not written or written[0][0].locked:
            return
        column, (_, answer, end) = written[0]
        cell = card.cells[measure, column.field]
        lines = max(1, int(height / LINE_POINTS))
        room = int(lines * _characters(end - answer + 1, self.spec.width) * LETTERS_A_DIGIT)
        (left_a, left_b), (over_a, over_b) = (
            self.phrases.texts[f"card.room.{w}"].split("{n}") for w in ("left", "over")
        )
        over = f'"{over_a}"&(LEN({cell})-{room})&"{over_b}"'
        formula = f'=IF(LEN({cell})>{room},{over},"{left_a}"&({room}-LEN({cell}))&"{left_b}")'
        self.sheet.write_formula(at, self.room, formula, self.small, f"{left_a}{room}{left_b}")

    def _write_checks(self, card: _Card, rows: Sequence[FormRow], first: FormRow, span: tuple[int, int]) -> None:
        """Write the checks of a card at their lines, what they colour, and above them how many are left."""
        by_row: dict[int, list[tuple[str, Check, FormRow]]] = {}
        for row in rows:
            measure = str(row.get("measure_no"))
            cells = {name: cell for (of, name), cell in card.cells.items() if of == measure}
            for check in measure_checks(row, cells, self.content, self.phrases):
                by_row.setdefault(card.rows[measure, check.field], []).append((measure, check, row))
            self._hide_unasked(card.rows[measure, "expected_month"], cells["no_value_code"])
        cells = {name: cell for (of, name), cell in card.cells.items() if not of}
        for check in item_checks(cells, self.phrases):
            by_row.setdefault(card.rows["", check.field], []).append(("", check, first))
        left = 0
        for at, found in by_row.items():
            formula, said = formula_of([check for _, check, _ in found], found[0][2], self.phrases)
            self.sheet.write_formula(at, self.check, formula, self.told, said)
            left += bool(said)
            names = {(measure, name) for measure, check, _ in found for name in (check.field, *check.lacks)}
            self._colour(at, [card.inputs[name] for name in sorted(names)])
        top, last = span
        area = f"{xl_rowcol_to_cell(top + 1, self.check)}:{xl_rowcol_to_cell(last, self.check)}"
        # Without a stored value every program computes it; of a new card it is known.
        asked = {name for _, name in card.inputs if name != "activity"}
        is_new = all(row.get(name) in (None, "") for row in rows for name in asked)
        known = left if is_new else ""
        self.sheet.write_formula(top, self.check, f"=SUMPRODUCT(--(LEN({area})>0))", self.count, known)
        self.counts[str(first.get("item_key"))] = (top, xl_rowcol_to_cell(top, self.check), known)

    def _colour(self, at: int, inputs: Sequence[str]) -> None:
        """Colour the cells of a line of which something is said."""
        criteria = f"=LEN({xl_rowcol_to_cell(at, self.check, row_abs=True, col_abs=True)})>0"
        options = {"type": "formula", "criteria": criteria, "format": self.wrong, "multi_range": " ".join(inputs)}
        self.sheet.conditional_format(inputs[0], options)

    def _hide_unasked(self, at: int, reason: str) -> None:
        """Show month and body where the reason asks for them; a reason's cell is named as $K10."""
        area, awaited = (at, FIRST, at, self.grid_end), awaiting(self.content, self.phrases)
        fixed = reason[:2] + "$" + reason[2:]
        for sign, style in (("<>", self.unasked), ("=", self.asked)):
            criteria = f'={fixed}{sign}"{awaited}"'
            self.sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": style})

    def _say(self, column: Column) -> str:
        head = self.phrases.texts[column.head]
        for name, value in self.content.slots.items():
            head = head.replace(f"{{{name}}}", value)
        return head

    def _set_up(self, last: int, starts: Sequence[int]) -> None:
        sheet = self.sheet
        sheet.set_portrait()
        sheet.set_paper(A4)
        sheet.hide_gridlines(2)
        sheet.set_margins(left=0.39, right=0.39, top=0.75, bottom=0.5)
        sheet.set_header(head_code(*self.content.page_head), {"margin": 0.25})
        sheet.set_footer(f'&C&"{FONT}"&12{self.phrases.say("page", p="&P", n="&N")}', {"margin": 0.2})
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        # Programs pass over breaks on sheets that fit a page's width; each area begins a page in all of them.
        ends = [*(start - 1 for start in starts[1:]), *([last] if starts else [])]
        areas = [xl_range_abs(start, FIRST, end, self.grid_end) for start, end in zip(starts, ends, strict=True)]
        sheet.print_area_range = ",".join(f"'{sheet.get_name()}'!{area}" for area in areas)
        sheet.freeze_panes(1, 0)
        sheet.protect("", {"format_rows": True})


def _characters(columns: int, width: float) -> float:
    """Return the width in characters of so many columns together: Excel adds 5 pixels to each, a character has 7."""
    return columns * (width + 5 / 7) - 5 / 7


def _points(text: str, width: float, size: float) -> float:
    """Return the height of a text, also of one that is higher than a row can be."""
    half = len(text) // 2
    height = row_height([(text, width)], size)
    if height < HIGHEST or half < 2:
        return height
    return _points(text[:half], width, size) + _points(text[half:], width, size)
