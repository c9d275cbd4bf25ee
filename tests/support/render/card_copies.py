"""The same answers on cards: a form of tables that somebody filled in, filled in again as a form of cards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sarup.form.cards import CARDS_VERSION
from sarup.form.spec import Column, load_form_spec
from sarup.gather.form import read_submission
from sarup.gather.pool import Reading
from sarup.gather.workbook import read_workbook
from sarup.render.form.content import CellValue, FormContent, FormRow
from sarup.render.form.workbook import write_form
from sarup.submission import Arrival, Submission
from tests.support.render.sample_form import PHRASES

AT = datetime.fromisoformat("2021-10-10T09:00:00+07:00")


def read_form(path: Path, division: str = "a") -> Submission:
    """Return what the reader reads in a workbook."""
    return read_submission(
        Arrival("0" * 64, division, path.name, AT, "test"), Reading(read_workbook(path.read_bytes())), PHRASES
    )


def write_as_cards(filled: Submission, empty: FormContent, path: Path) -> None:
    """Write an empty form of cards with every text of a filled form of tables, locked ones too, where a card has it."""
    specs = {
        sheet.table: {column.field: column for column in sheet.columns} for sheet in load_form_spec("results").sheets
    }
    typed = {(row["item_key"], str(row["measure_no"])): row for row in filled.tables["results"]}
    results = tuple(
        {**row, **_answers(typed.get((row["item_key"], str(row["measure_no"])), {}), specs["results"])}
        for row in empty.tables["results"]
    )
    lists = {
        table: tuple(_answers(row, specs[table]) for row in filled.tables.get(table, ()))
        for table in ("event", "topic", "signoff")
    }
    tables = {**lists, "results": results}
    assert empty.keys["form_version"] == CARDS_VERSION
    write_form(replace(empty, tables=tables), path, PHRASES)


def _answers(row: Mapping[str, object], columns: Mapping[str, Column]) -> FormRow:
    return {
        name: _cell(str(row.get(f"{name}_text")), column)
        for name, column in columns.items()
        if row.get(f"{name}_text") is not None and not column.hidden
    }


def _cell(text: str, column: Column) -> CellValue:
    """Return a number as a number: what is typed into a cell of numbers becomes one."""
    plain = text.replace(".", "", 1)
    return Decimal(text) if column.kind == "number" and plain.isascii() and plain.isdigit() else text
