"""Forms: prefilled workbooks that divisions fill in, and the plan's own workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from sarup.form.asked import is_asked
from sarup.form.kinds import kinds_that_ask
from sarup.form.spec import Column, SheetSpec, load_form_spec
from sarup.phrases import Phrases
from sarup.render.form.card_sheet import CardSheet
from sarup.render.form.content import CellValue, FormContent, FormRow
from sarup.render.form.cover import Cover
from sarup.render.form.formats import GUIDE_POINTS, Formats, input_format
from sarup.render.form.growing_rows import GrowingSheet
from sarup.render.form.page import A4, FONT, set_up_page
from sarup.render.form.validation import list_name, stretches_of, strict_validation, validation_of
from sarup.render.measure.row_height import FONT_POINTS, row_height

KEYS_SHEET = "_sarup"
FROZEN_COLUMNS = 6
GUIDE_WIDTH = 130
HEAD_POINTS = (21.0, 27.0)
MADE_ON = datetime(2020, 10, 1)
EMPTY_ROWS = {"event": 30, "topic": 40, "plan": 1, "signoff": 2, "plan_structure": 60, "plan_item": 60}
# Beside cards: a page of each list; more rows may be inserted.
LISTS, CARD_ROWS = ("event", "topic"), 20
EMPTY_ROWS |= {"plan_measure": 80, "plan_role": 120, "plan_event": 30}


def write_form(content: FormContent, path: Path, phrases: Phrases) -> None:
    """Write one workbook: guide, the form's sheets, hidden lists and keys. The same content gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own_font = {"default_format_properties": {"font_name": FONT, "font_size": FONT_POINTS}}
    with xlsxwriter.Workbook(str(path), own_font) as book:
        book.set_properties({"title": content.head_lines[0], "created": MADE_ON})
        writer = _FormWriter(book, content, phrases)
        if content.is_cards:
            writer.write_cards()
        else:
            writer.write_guide()
            for spec in load_form_spec(content.kind).sheets:
                writer.write_sheet(spec)
        writer.write_lists()
        writer.write_keys()


class _FormWriter:
    """Writes the sheets of one workbook; the lists that drop-downs need are collected on the way."""

    def __init__(self, book: xlsxwriter.Workbook, content: FormContent, phrases: Phrases) -> None:
        self.book, self.content, self.phrases = book, content, phrases
        self.lists: dict[str, list[str]] = {}
        self.formats = Formats(book)

    def write_guide(self) -> None:
        """Write the sheet of instructions: the form's head, how it is filled in, and what the sheets are for."""
        sheet = self.book.add_worksheet(self.phrases.texts["sheet.guide"], GrowingSheet)
        sheet.set_column(0, 0, GUIDE_WIDTH)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 1)
        heads = self.content.head_lines
        rows = [(line, self.formats.wrapped if number else self.formats.title) for number, line in enumerate(heads)]
        rows += [("", self.formats.wrapped), *self._legend()]
        rows += [(line, self.formats.wrapped) for line in self.content.guide]
        for row, (line, style) in enumerate(rows):
            if line:
                sheet.write_string(row, 0, line, style)
            size = 18 if style is self.formats.title else GUIDE_POINTS
            sheet.set_row(row, row_height([(line, GUIDE_WIDTH)], size))
        self._link_sheets(sheet, len(rows) + 1)
        sheet.protect()

    def _legend(self) -> list[tuple[str, Any]]:
        """Return the two kinds of cells as they look; a plan has no locked ones."""
        if self.content.kind != "results":
            return []
        texts = self.phrases.texts
        return [
            (texts["form.guide.head"], self.formats.strong),
            (texts["form.open_cell"], self.formats.open),
            (texts["form.grey_cell"], self.formats.grey),
        ]

    def _link_sheets(self, sheet: Any, row: int) -> None:
        """List the form's sheets, each a link that leads there."""
        sheet.write_string(row, 0, self.phrases.texts["form.guide.sheets"], self.formats.strong)
        for number, spec in enumerate(load_form_spec(self.content.kind).sheets, row + 1):
            name, key = self.phrases.texts[spec.name], f"form.guide.{spec.table}"
            shown = f"{name}: {self.phrases.texts[key]}" if key in self.phrases else name
            sheet.write_url(number, 0, f"internal:'{name}'!A1", self.formats.link, shown)
            sheet.set_row(number, row_height([(shown, GUIDE_WIDTH)], GUIDE_POINTS))

    def write_cards(self) -> None:
        """Write the cover, the cards, and the lists that stay tables."""
        cover = self.book.add_worksheet(self.phrases.texts["sheet.cover"])
        sheet = self.book.add_worksheet(self.phrases.texts["sheet.cards"])
        cards = CardSheet(self.book, sheet, self.content, self.phrases, self.lists)
        cards.write()
        specs = {spec.table: spec for spec in load_form_spec("results").sheets}
        lists = [specs[table] for table in LISTS]
        for spec in lists:
            self.write_sheet(spec)
        said = [(self.phrases.texts[spec.name], self.phrases.texts[f"form.guide.{spec.table}"]) for spec in lists]
        writer = Cover(cover, self.content, self.phrases, self.formats, cards.count)
        writer.write(cards.counts, said, specs["signoff"].columns, self.lists)

    def write_sheet(self, spec: SheetSpec) -> None:
        """Write one table: head lines, header row, prefilled rows and the empty rows people may fill."""
        sheet = self.book.add_worksheet(self.phrases.texts[spec.name], GrowingSheet)
        columns = spec.columns_of(self.content.round_name)
        header = len(self.content.head_lines)
        self._write_heads(sheet, columns, header, spec)
        rows = self.content.tables.get(spec.table, ())
        open_rows: dict[tuple[int, Column], list[int]] = {}
        count = max(len(rows), CARD_ROWS if self.content.is_cards else EMPTY_ROWS.get(spec.table, 0))
        for offset in range(count):
            row_no = header + 1 + offset
            cells = rows[offset] if offset < len(rows) else {}
            asked = [_asked(column, cells) for column in columns]
            for place in self._write_row(sheet, row_no, asked, cells):
                open_rows.setdefault((place, asked[place]), []).append(row_no)
        for (place, column), row_nos in open_rows.items():
            self._validate(sheet, row_nos, place, column)
        last = header + count
        self._set_up(sheet, columns, (header, last), spec)

    def _write_heads(self, sheet: Any, columns: Sequence[Column], header: int, spec: SheetSpec) -> None:
        """Write the lines above the table, the names of its parts and its headings."""
        first = _first_visible(columns)
        for row, line in enumerate(_lines_above(self.content.head_lines)):
            sheet.write_string(row, first, line, self.formats.title if row == 0 else self.formats.line)
            sheet.set_row(row, HEAD_POINTS[row == 0])
        if header > 1:
            self._write_parts(sheet, columns, header - 1)
            sheet.set_row(header - 1, HEAD_POINTS[0])
        if spec.table == "signoff" and header > 1:
            sheet.write_string(header - 1, first, self.phrases.texts["sign.statement"], self.formats.line)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
            sheet.write_string(
                header, place, self._head(column), self.formats.grey_head if column.locked else self.formats.open_head
            )
        sheet.set_row(header, row_height([(self._head(c), c.width / 1.05) for c in columns if not c.hidden]))

    def _write_parts(self, sheet: Any, columns: Sequence[Column], row: int) -> None:
        part = ""
        for place, column in enumerate(columns):
            part = column.part or part
            if column.part:
                sheet.write_string(row, place, self.phrases.texts[column.part], self.formats.part)
            elif part:
                sheet.write_blank(row, place, None, self.formats.part)

    def write_lists(self) -> None:
        """Write the hidden sheet that the drop-downs read."""
        sheet = self.book.add_worksheet(self.phrases.texts["sheet.lists"], GrowingSheet)
        for place, (key, labels) in enumerate(self.lists.items()):
            sheet.write_column(0, place, labels)
            last = len(labels)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            name = self.phrases.texts["sheet.lists"]
            self.book.define_name(list_name(key), f"='{name}'!${letter}$1:${letter}${last}")
        sheet.hide()

    def write_keys(self) -> None:
        """Write the hidden sheet that tells form, plan, round and division."""
        sheet = self.book.add_worksheet(KEYS_SHEET)
        for row, (key, value) in enumerate(self.content.keys.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.very_hidden()

    def _head(self, column: Column) -> str:
        head = self.phrases.texts[column.head]
        for name, value in self.content.slots.items():
            head = head.replace(f"{{{name}}}", value)
        return head

    def _write_row(
        self,
        sheet: Any,
        row_no: int,
        columns: Sequence[Column],
        row: Mapping[str, CellValue],
    ) -> list[int]:
        """Write one row; return the places of the cells that people fill in."""
        fillable = []
        for place, column in enumerate(columns):
            value = row.get(column.field)
            locked = _is_locked(column, row, self.content)
            style = self.formats.grey if locked else input_format(self.formats, column, row, self.content.kind)
            if isinstance(value, (int, float, Decimal)):
                sheet.write_number(row_no, place, value, style)
            elif value:
                self._write_text(sheet, row_no, place, value, style)
            else:
                sheet.write_blank(row_no, place, None, style)
            if not locked:
                fillable.append(place)
        sheet.set_row(row_no, row_height([(str(row.get(c.field) or ""), c.width) for c in columns if not c.hidden]))
        return fillable

    def _write_text(self, sheet: Any, row_no: int, place: int, text: str, style: Any) -> None:
        """Write a text; one with underlined lines as a rich text of them and of what stands between."""
        underlined = self.content.underlined
        if len(text) < 2 or not any(line.strip() in underlined for line in text.split("\n")):
            sheet.write_string(row_no, place, text, style)
            return
        runs: list[Any] = []
        lines = [f"{line}\n" for line in text.split("\n")]
        lines[-1] = lines[-1][:-1]
        for is_underlined, same in groupby(filter(None, lines), lambda line: line.strip() in underlined):
            runs += [*([self.formats.underlined] if is_underlined else []), "".join(same)]
        if len(runs) == 2:  # the writer takes no rich text of one run, nor an empty run
            runs = [self.formats.underlined, text[:1], self.formats.underlined, text[1:]]
        sheet.write_rich_string(row_no, place, *runs, style)

    def _validate(self, sheet: Any, row_nos: Sequence[int], place: int, column: Column) -> None:
        """Give the cells of a column their drop-down, prompt and alert: one for all of them, as a person would."""
        if self.content.is_cards:
            first = xl_rowcol_to_cell(row_nos[0], place)
            options = strict_validation(column, {}, self.content, first, self.phrases, self.lists)
        else:
            options = validation_of(column, self.content, self.phrases, self.lists)
        if len(options) > 1:
            stretches = [[first, place, last, place] for first, last in stretches_of(row_nos)]
            sheet.data_validation(*stretches[0], {**options, "other_cells": stretches[1:]})

    def _set_up(self, sheet: Any, columns: Sequence[Column], rows: tuple[int, int], spec: SheetSpec) -> None:
        """Set page, panes and protection; `rows` are those of the headings and of the last cells."""
        header, last = rows
        page_no = self.phrases.say("page", p="&P", n="&N")
        top = header - 1 if any(column.part for column in columns) and header > 1 else header
        set_up_page(sheet, columns, (top, header, last), self.content.page_head, page_no)
        sheet.freeze_panes(header + 1, FROZEN_COLUMNS if spec.table == "results" else 0)
        if self.content.kind == "results":
            may = {"format_rows": True, "format_columns": True, "autofilter": True}
            sheet.protect("", {**may, **({"insert_rows": True} if self.content.is_cards else {})})


def _lines_above(heads: Sequence[str]) -> list[str]:
    """Return the lines above a table; two of them share a row, so that the one above the headings names the parts.

    >>> _lines_above(["หัวเรื่อง", "รอบ", "หน่วยงาน", "ขอให้", "กำหนดส่ง"])
    ['หัวเรื่อง', 'รอบ', 'หน่วยงาน', 'ขอให้ กำหนดส่ง']
    """
    shared = min(4, len(heads) - 1)
    return (
        [*heads[: shared - 1], " ".join(heads[shared - 1 : shared + 1]), *heads[shared + 1 :]] if shared else [*heads]
    )


def _asked(column: Column, row: Mapping[str, CellValue]) -> Column:
    """Return the column as this row asks for it: a measure of kind deadline has a date where others have a number."""
    if column.date_field and row.get("kind") in kinds_that_ask("day"):
        return replace(column, kind="date", prompt=column.prompt and "prompt.date")
    return column


def _is_locked(column: Column, row: Mapping[str, CellValue], content: FormContent) -> bool:
    """Return whether a cell is ours: prefilled, not asked of this kind of measure, or below the item's first row."""
    if column.locked:
        return True
    if column.level == "item":
        return not row.get("is_first")
    return not is_asked(column, str(row.get("kind", "")), content.annual_entry)


def _first_visible(columns: Sequence[Column]) -> int:
    return next(place for place, column in enumerate(columns) if not column.hidden)


def write_plan(tables: Mapping[str, Sequence[FormRow]], path: Path, phrases: Phrases) -> None:
    """Write the plan workbook, prefilled with the rows given; empty tables give an empty form."""
    write_form(plan_content(tables, phrases), path, phrases)


def plan_content(tables: Mapping[str, Sequence[FormRow]], phrases: Phrases) -> FormContent:
    """Return what the plan workbook says, with the rows given."""
    plan = tables["plan"][0] if tables.get("plan") else {}
    return FormContent(
        kind="plan",
        round_name=None,
        keys={"form": "plan", "form_version": "1", "plan_code": str(plan.get("plan_code") or "")},
        head_lines=(str(plan.get("plan_name") or phrases.texts["sheet.plan"]),),
        guide=(phrases.texts["form.digits"],),
        slots={},
        tables={name: tuple(rows) for name, rows in tables.items()},
        page_head=(str(plan.get("plan_name") or phrases.texts["sheet.plan"]), ""),
    )
