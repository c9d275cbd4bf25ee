"""All tables in one workbook for Excel: the dictionary first, then a sheet a table, no text a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter  # type: ignore[import-untyped]

from sarup.dictionary import Dictionary
from sarup.phrases import known_phrases
from sarup.render.xlsx.text import clean_text
from sarup.thai.times import BANGKOK

# Of Excel: rows of a sheet below its head, UTF-16 units of a cell, letters of a sheet's name, its first year.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
LONGEST_NAME = 31
FIRST_YEAR = 1900
BATCH = 10_000
# The same rows give the same bytes.
MADE_AT = datetime(2020, 1, 1)


@dataclass(frozen=True)
class WrittenTable:
    """One table in the workbook: its rows, and how many texts were longer than a cell and cut."""

    table: str
    row_count: int
    cut_count: int


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    columns: dict[str, list[tuple[str, str]]],
    dictionary: Dictionary,
    path: Path,
) -> list[WrittenTable]:
    """Write every table with its columns (name and type) into one workbook; a long table goes on on a further sheet.

    Numbers are as exact as Excel holds them, fifteen digits; a time is that of Bangkok.
    """
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"created": MADE_AT})
    writer = _Writer(book)
    writer.write_sheet(
        "dictionary", known_phrases().entries("export.dictionary_heads"), list(_meanings(columns, dictionary))
    )
    written = []
    for table, known in columns.items():
        cursor = connection.execute(f"select * from {table} order by all")
        written.append(writer.write_table(table, [name for name, _ in known], cursor))
    book.close()
    return written


def _meanings(columns: dict[str, list[tuple[str, str]]], dictionary: Dictionary) -> Iterable[tuple[str, ...]]:
    for table, known in columns.items():
        meaning = dictionary.tables[table]
        english = " ".join([f"{meaning.en}. One row is {meaning.grain}.", *meaning.warnings])
        yield table, "", "", meaning.th, english, ""
        for name, kind in known:
            column = dictionary.column(table, name)
            yield table, name, kind.lower(), column.th, column.en, column.unit


class _Writer:
    """Writes sheets into a workbook, each value as what it is."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.cut_count = 0

    def write_table(self, table: str, heads: Sequence[str], cursor: duckdb.DuckDBPyConnection) -> WrittenTable:
        """Write a query's rows; what one sheet cannot hold stands on the next."""
        self.cut_count, count, part = 0, 0, 1
        sheet = self._start(table, heads)
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                if count == part * MOST_ROWS:
                    part += 1
                    sheet = self._start(f"{table} {part}", heads)
                count += 1
                self._write_row(sheet, count - (part - 1) * MOST_ROWS, row)
        return WrittenTable(table, count, self.cut_count)

    def write_sheet(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write rows that one sheet holds."""
        sheet = self._start(name, heads)
        for number, row in enumerate(rows, start=1):
            self._write_row(sheet, number, row)

    def _start(self, name: str, heads: Sequence[str]) -> Any:
        if len(name) > LONGEST_NAME:
            raise ValueError(f"{name} is too long for the name of a sheet")
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 18)
        for number, head in enumerate(heads):
            sheet.write_string(0, number, head, self.head)
        return sheet

    def _write_row(self, sheet: Any, number: int, row: Sequence[Any]) -> None:
        for place, value in enumerate(row):
            if value is not None:
                self._write(sheet, number, place, value)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, column, value)
        elif isinstance(value, date):
            self._write_time(sheet, row, column, value)
        else:
            sheet.write_string(row, column, self._fitted(str(value)))

    def _write_time(self, sheet: Any, row: int, column: int, value: date) -> None:
        """Write a day or a time; Excel knows none before 1900."""
        style = self.moment if isinstance(value, datetime) else self.day
        if isinstance(value, datetime) and value.tzinfo:
            value = value.astimezone(BANGKOK).replace(tzinfo=None)
        if value.year < FIRST_YEAR:
            sheet.write_string(row, column, str(value))
        else:
            sheet.write_datetime(row, column, value, style)

    def _fitted(self, text: str) -> str:
        text = clean_text(text)
        units = text.encode("utf-16-le")
        if len(units) <= 2 * LONGEST_CELL:
            return text
        self.cut_count += 1
        return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", errors="ignore") + "…"
