"""Which sheets of a workbook are tables of a form, and which column stands where: by name and by heading."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sarup.form.spec import Column, SheetSpec, load_form_spec
from sarup.gather.stored_values import column_letters
from sarup.gather.workbook import Cell, Sheet, Workbook
from sarup.phrases import Phrases
from sarup.submission import ColumnPlace
from sarup.thai.text import fold

HEADER_SEARCH_ROWS = 20
LONGEST_HEADING = 200
# Each further table of a document has row numbers of its own: no sheet is read beyond its 100,000th row.
ROWS_A_SHEET = 1_000_000
NAMING = frozenset({"item_key", "item_code", "guideline", "indicator"})
ANSWERS = frozenset({"value", "value_half", "value_year", "numerator", "outcome_text", "narrative"})


@dataclass(frozen=True)
class FormSheet:
    """One table found in the workbook: its header row, where each column stands, and headings that stand twice.

    `doubled` has the cells of a heading's second and further places; those columns are not read.
    """

    spec: SheetSpec
    sheet: Sheet
    header_row: int
    places: Mapping[int, Column]
    doubled: tuple[Cell, ...] = ()
    row_offset: int = 0

    def column_places(self) -> tuple[ColumnPlace, ...]:
        """Return where each column stands, in the row numbers that this table was given."""
        fields = tuple((number, column.field) for number, column in self.places.items())
        return _column_places(self.spec.table, self.sheet.name, fields, self.row_offset)


@lru_cache(maxsize=1024)
def _column_places(
    table: str, sheet: str, fields: tuple[tuple[int, str], ...], row_offset: int
) -> tuple[ColumnPlace, ...]:
    """Return the places of a table's columns; the forms of a round have the same ones."""
    return tuple(
        ColumnPlace(
            table=table,
            field=field,
            sheet=sheet,
            letter=column_letters(number),
            first_row=row_offset + 1,
            last_row=row_offset + ROWS_A_SHEET - 1,
            row_offset=row_offset,
        )
        for number, field in fields
    )


def find_sheets(workbook: Workbook, kind: str, round_name: str | None, phrases: Phrases) -> list[FormSheet]:
    """Return the form's sheets, found by the names of their tabs."""
    sheets = {folded(sheet.name): sheet for sheet in workbook.sheets}
    found = []
    for spec in load_form_spec(kind).sheets:
        sheet = sheets.get(folded(phrases.texts[spec.name]))
        if sheet is not None:
            found.append(form_sheet(spec, sheet, round_name, phrases))
    return found


def find_tables(workbook: Workbook, round_name: str | None, phrases: Phrases) -> list[FormSheet]:
    """Return the tables of results, found by their headings where no tab bears the form's name.

    A document may hold the sheet of results in several tables; the others of the form stand once.
    """
    named = {folded(sheet.name): sheet for sheet in workbook.sheets}
    tables: list[FormSheet] = []
    for spec in load_form_spec("results").sheets:
        sheet = named.get(folded(phrases.texts[spec.name]))
        candidates = [sheet] if sheet is not None else list(workbook.sheets)
        found = [form_sheet(spec, one, round_name, phrases, with_aliases=True) for one in candidates]
        fitting = [form for form in found if _is_table(form)]
        tables += _stacked(fitting if spec.table == "results" else fitting[:1])
    return tables


def _is_table(form: FormSheet) -> bool:
    """Tell whether the headings are those of the table: for results something that names an item and an answer."""
    fields = {column.field for column in form.places.values()}
    if form.spec.table == "results":
        return bool(fields & NAMING and fields & ANSWERS)
    return len(fields) * 2 > len(form.spec.columns)


def _stacked(forms: Sequence[FormSheet]) -> list[FormSheet]:
    return [
        FormSheet(form.spec, form.sheet, form.header_row, form.places, form.doubled, number * ROWS_A_SHEET)
        for number, form in enumerate(forms)
    ]


def form_sheet(
    spec: SheetSpec,
    sheet: Sheet,
    round_name: str | None,
    phrases: Phrases,
    with_aliases: bool = False,
    within: int = HEADER_SEARCH_ROWS,
) -> FormSheet:
    """Return the table of a sheet; its headings are looked for in the first rows, as many as `within`."""
    header_row, headings = _find_header(sheet, spec.columns_of(round_name), phrases, with_aliases, within)
    places: dict[int, Column] = {}
    doubled = []
    seen = set()
    for cell, column in headings:
        if column.field in seen:
            doubled.append(cell)
        else:
            places[cell.column] = column
            seen.add(column.field)
    return FormSheet(spec, sheet, header_row, places, tuple(doubled))


def _find_header(
    sheet: Sheet, columns: Sequence[Column], phrases: Phrases, with_aliases: bool, within: int
) -> tuple[int, list[tuple[Cell, Column]]]:
    """Return the row whose cells bear most of the headings, the first of equals, and its headings in order."""
    heads = [
        (head, column)
        for column in columns
        for head in (phrases.texts[column.head], *(column.also if with_aliases else ()))
    ]
    find = _finder(tuple(head for head, _ in heads))
    by_row: dict[int, list[tuple[Cell, Column]]] = {}
    for cell in sheet.cells:
        if cell.row > within:
            break
        if cell.kind == "text" and len(cell.text) <= LONGEST_HEADING:
            number = find(cell.text)
            if number is not None:
                by_row.setdefault(cell.row, []).append((cell, heads[number][1]))
    if not by_row:
        return 0, []
    row = max(by_row, key=lambda number: (len({column.field for _, column in by_row[number]}), -number))
    return row, by_row[row]


@lru_cache(maxsize=256)
def _finder(heads: tuple[str, ...]) -> Callable[[str], int | None]:
    """Return what finds the number of the first heading that a cell's text is; every form asks the same texts."""
    patterns = [head_pattern(head) for head in heads]

    @lru_cache(maxsize=4096)
    def find(text: str) -> int | None:
        """Return the number of the first heading that this text is, None if it is none of them."""
        typed = folded(text)
        return next((number for number, pattern in enumerate(patterns) if pattern.fullmatch(typed)), None)

    return find


@lru_cache(maxsize=8192)
def folded(heading: str) -> str:
    """Return a short text for comparison, without spaces: people break a long heading where Thai has none."""
    return fold(heading).replace(" ", "")


def head_pattern(head: str) -> re.Pattern[str]:
    """Return the pattern of a heading as people retype it: its slots stand for anything within the brackets."""
    parts = (re.escape(folded(part)) if part else "" for part in re.split(r"\{\w+\}", head))
    return re.compile("[^)]*".join(parts))
