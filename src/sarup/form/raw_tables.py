"""The raw tables of the two workbooks, made from their YAML: a column of a form is written down there and nowhere else.

Every cell is kept twice, as read and as typed, and once more as a date where its column may be asked for one. A sheet
is one table, but for the answers of a results form: what is asked of each measure and what is asked once of an item.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sarup.form.spec import Column, SheetSpec, load_form_spec

KINDS = ("plan", "results")
TYPES = {"text": "varchar", "number": "decimal(38, 6)", "date": "date", "month": "varchar"}
BAHT = "decimal(38, 2)"
ROW = {"submission_id": "varchar not null", "sheet": "varchar not null", "row_no": "bigint not null"}
# The tables of a sheet that is more than one: the level of each one's columns.
PARTED = {"results": {"result_measure": "measure", "result_item": "item"}}
# What names the item and its measure stands in both.
NAMING = ("item_key", "measure_no")


@dataclass(frozen=True)
class RawTable:
    """A table of raw.*: its name, the sheet of the form that it is read from, and column -> type of DuckDB."""

    name: str
    sheet: str
    columns: Mapping[str, str]

    @property
    def statement(self) -> str:
        """Return the SQL that makes it, empty."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        return f"create table raw.{self.name} ({columns})"


@lru_cache(1)
def raw_tables() -> dict[str, RawTable]:
    """Return every raw table of the forms by its name."""
    sheets = [sheet for kind in KINDS for sheet in load_form_spec(kind).sheets]
    tables = [table for sheet in sheets for table in _tables_of(sheet)]
    return {table.name: table for table in tables}


def _tables_of(sheet: SheetSpec) -> list[RawTable]:
    parts = PARTED.get(sheet.table)
    if parts is None:
        return [RawTable(sheet.table, sheet.table, ROW | _types(sheet.columns))]
    return [
        RawTable(
            name,
            sheet.table,
            ROW | _types(tuple(c for c in sheet.columns if c.level == level or c.field in NAMING)),
        )
        for name, level in parts.items()
    ]


def _types(columns: tuple[Column, ...]) -> dict[str, str]:
    types: dict[str, str] = {}
    for column in columns:
        types |= {column.field: BAHT if column.is_money else TYPES[column.kind], f"{column.field}_text": "varchar"}
        types |= {column.date_field: "date"} if column.date_field else {}
    return types
