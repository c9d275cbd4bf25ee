"""CSV and TSV files: decoded strictly, parsed strictly. Standard library only."""

import csv
import io
from collections.abc import Iterable, Iterator

from sarup.gather.container import Limits, Refusal
from sarup.gather.sheet_part import FAR_TEXT, Cell, Sheet
from sarup.gather.workbook import Workbook
from sarup.thai.encodings import decode_text
from sarup.thai.unseen import is_blank

SHEET = "CSV"
DELIMITERS = (",", "\t", ";")
# A page of text has a few lines of one shape by chance; most of a table has.
SAMPLE_LINES = 200


def read_delimited(data: bytes, limits: Limits) -> Workbook:
    """Return the one sheet of a delimited text, every cell as typed; `row` counts records, not lines.

    Raises Refusal: S02 for what is no text or no table, S01 for broken quoting, S34 for too much.
    """
    text = _decode(data)
    if text.lstrip().startswith("<"):
        raise Refusal("S02", "markup")
    before = csv.field_size_limit(limits.part_bytes)
    try:
        sheet = _read_sheet(_parse(text, _find_delimiter(text)), limits)
    finally:
        csv.field_size_limit(before)
    return Workbook(False, (sheet,), False, "csv")


def _read_sheet(records: Iterable[list[str]], limits: Limits) -> Sheet:
    """Return the cells of all records; bare delimiters far below or beside them are nothing."""
    sheet = Sheet(SHEET, "visible", [], [], [], [])
    chars = 0
    for row, record in enumerate(records, 1):
        for column, field in enumerate(record, 1) if any(record) else ():
            if not field:
                continue
            chars += len(field)
            if len(field) > limits.text_chars or chars > limits.total_chars:
                raise Refusal("S34", "too much text in cells", "text")
            typed = field.replace("\r\n", "\n").replace("\r", "\n")
            if row <= limits.rows and column <= limits.columns:
                sheet.cells.append(Cell(row, column, "text", typed, False, True))
            elif not is_blank(typed):
                sheet.far.append((row, column, typed[:FAR_TEXT]))
        if len(sheet.cells) + len(sheet.far) > limits.cells:
            raise Refusal("S34", f"over {limits.cells} cells", "cells")
    return sheet


def _decode(data: bytes) -> str:
    text = decode_text(data)
    if text is None:
        raise Refusal("S02", "neither a workbook nor a text")
    if any(letter < " " and letter not in "\t\r\n" for letter in text):
        raise Refusal("S02", "control characters in a text")
    return text


def _find_delimiter(text: str) -> str:
    """Return the delimiter that gives most records of one width of two or more."""
    best, delimiter = 0, ""
    lines = text.splitlines(keepends=True)[:SAMPLE_LINES]
    for candidate in DELIMITERS:
        try:
            widths = [len(record) for record in csv.reader(lines, delimiter=candidate) if record]
        except csv.Error:
            continue
        wide = max(widths, default=1)
        if wide > 1 and (score := sum(width for width in widths if width > 1)) > best:
            best, delimiter = score, candidate
    if not delimiter:
        raise Refusal("S02", "a text without columns")
    return delimiter


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Refusal("S01", f"broken quoting: {error}") from error
