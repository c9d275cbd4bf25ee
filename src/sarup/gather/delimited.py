"""CSV and TSV files: decoded strictly, parsed strictly. Standard library only."""

import csv
import io

from sarup.gather.container import Limits, Refusal
from sarup.gather.sheet_part import Cell, Sheet
from sarup.gather.workbook import Workbook
from sarup.thai.encodings import decode_text

SHEET = "CSV"
DELIMITERS = (",", "\t", ";")
# What begins so is a page, a picture, a program or a letter, even where it could be decoded.
OTHER_STARTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF", b"BM", b"Rar!", b"7z\xbc")
MARKUP = ("<", "MIME-Version:")
# A page of text has a few lines of one shape by chance; most of a table has.
SAMPLE_LINES = 200


def read_delimited(data: bytes, limits: Limits) -> Workbook:
    """Return the one sheet of a delimited text, every cell as typed; `row` counts records, not lines.

    Raises Refusal: S02 for what is no text or no table, S01 for broken quoting, S05 for too much.
    """
    text = _decode(data)
    if text.lstrip().startswith(MARKUP):
        raise Refusal("S02", "markup")
    before = csv.field_size_limit(limits.part_bytes)
    try:
        records = _parse(text, _find_delimiter(text))
    finally:
        csv.field_size_limit(before)
    cells: list[Cell] = []
    chars = 0
    for row, record in enumerate(records, 1):
        if len(record) > limits.columns or row > limits.rows or len(cells) > limits.cells:
            raise Refusal("S05", f"record {row} of {len(record)} fields is far outside any form")
        for column, field in enumerate(record, 1):
            if len(field) > limits.text_chars:
                raise Refusal("S05", "too much text in a cell")
            chars += len(field)
            if field:
                typed = field.replace("\r\n", "\n").replace("\r", "\n")
                cells.append(Cell(row, column, "text", typed, False, True))
    if chars > limits.total_chars:
        raise Refusal("S05", "too much text in cells")
    return Workbook(False, (Sheet(SHEET, "visible", cells, [], [], []),), False, "csv")


def _decode(data: bytes) -> str:
    if data.startswith(OTHER_STARTS):
        raise Refusal("S02", "not a table")
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


def _parse(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refusal("S01", f"broken quoting: {error}") from error
