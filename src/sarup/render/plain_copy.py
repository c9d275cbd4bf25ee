"""A plain Excel copy of a file that is none: the same sheets and cells, so that they can be marked and mended."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

EPOCH = datetime(1980, 1, 1)
LONGEST_TITLE = 31


def write_plain_copy(sheets: Sequence[Any]) -> bytes:
    """Return a workbook of the sheets (name, state, cells); texts stay texts, numbers numbers. Same bytes again."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": EPOCH})
        for sheet in sheets:
            target = book.add_worksheet(sheet.name[:LONGEST_TITLE])
            if sheet.state != "visible":
                target.hide()
            for cell in sheet.cells:
                if cell.kind == "number":
                    target.write_number(cell.row - 1, cell.column - 1, float(cell.text))
                else:
                    target.write_string(cell.row - 1, cell.column - 1, cell.text)
    return packed.getvalue()
