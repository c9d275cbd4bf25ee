"""Where a finding stands, in words for people."""

import re
from functools import lru_cache

from sarup.form.spec import Column, load_form_spec
from sarup.phrases import Phrases
from sarup.thai.digits import to_thai

_TABLE = re.compile(r"ตารางที่ ([0-9]+)")
_PERIOD = re.compile(r" \([^(){}]*\{[^()]*\)")
_CELL = re.compile(r"[A-Z]+([0-9]+)")


def say_place(phrases: Phrases, sheet: str | None, cell: str | None, field: str | None, table: str | None) -> str:
    """Return sheet, cell and the column's heading; table and row for a document; the file as a whole without them."""
    head = column_head(phrases, table, field)
    if sheet is None:
        return phrases.texts["place.file"]
    if cell is None:
        return phrases.say("place.sheet", sheet=sheet)
    document, row = _TABLE.fullmatch(sheet), _CELL.fullmatch(cell)
    if document and row:
        place = phrases.say("place.table", t=to_thai(document[1]), r=to_thai(row[1]))
        return f"{place} {phrases.say('place.column', col_head=head)}" if head else place
    place = phrases.say("place.cell", sheet=sheet, cell=cell)
    return f"{place} ({head})" if head else place


def column_head(phrases: Phrases, table: str | None, field: str | None) -> str:
    """Return the printed heading of a form's column without its period; empty for what has none."""
    column = _columns().get((table or "", field or ""))
    return _PERIOD.sub("", phrases.texts[column.head]) if column else ""


@lru_cache(maxsize=1)
def _columns() -> dict[tuple[str, str], Column]:
    return {
        (sheet.table, column.field): column
        for kind in ("plan", "results")
        for sheet in load_form_spec(kind).sheets
        for column in sheet.columns
    }
