"""A plain Excel copy of a file that is none: the same sheets and cells, so that they can be marked and mended."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

EPOCH = datetime(1980, 1, 1)
LONGEST_TITLE = 31
NARROWEST, WIDEST = 9, 60


def write_plain_copy(sheets: Sequence[Any]) -> bytes:
    """Return a workbook of the sheets (name, state, hidden columns, cells); texts stay texts. Same bytes again."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": EPOCH})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            target = book.add_worksheet(sheet.name[:LONGEST_TITLE])
            if sheet.state != "visible":
                target.hide()
            for column, width in _widths(sheet.cells).items():
                hidden = column in sheet.hidden_columns
                target.set_column(column - 1, column - 1, width, wrapped, {"hidden": hidden})
            for cell in sheet.cells:
                if cell.kind == "number":
                    target.write_number(cell.row - 1, cell.column - 1, float(cell.text))
                else:
                    target.write_string(cell.row - 1, cell.column - 1, cell.text, wrapped)
    return packed.getvalue()


def _widths(cells: Sequence[Any]) -> dict[int, int]:
    """Return the width of each column in characters: that of its longest line, within what can be read."""
    longest: dict[int, int] = {}
    for cell in cells:
        length = max(map(len, cell.text.split("\n")))
        longest[cell.column] = max(longest.get(cell.column, NARROWEST), min(length + 2, WIDEST))
    return longest
