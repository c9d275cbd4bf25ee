"""Tables copied word for word from the form, keys lost: every row is the item and measure that it was copied from."""

import csv
import io
from datetime import datetime
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.assets import asset_path
from sarup.gather.collect import to_submissions
from sarup.gather.pool import Reading
from sarup.gather.read_file import read_file
from sarup.gather.reference_folder import read_reference
from sarup.phrases import load_phrases
from sarup.submission import Arrival, Submission
from tests.support.whole_way import SAMPLE

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
AT = datetime.fromisoformat("2021-04-10T09:00:00+07:00")
FORMS = sorted(path for path in (SAMPLE / "inbox").glob("*/*6m*.xlsx"))
HEADS = ["แนวทางปฏิบัติ", "กิจกรรม/โครงการ", "ตัวชี้วัด", "ผลลัพธ์", "ผลการดำเนินการ"]
Table = list[list[str]]


def said(cell: object) -> str:
    """Return what stands in a cell, empty for nothing."""
    return "" if cell is None else str(cell)


def copied(path: Path) -> tuple[Table, list[tuple[str, str]]]:
    """Return the table that the report prints, taken from a form, and the item and measure of each row."""
    rows = openpyxl.load_workbook(path)["ผลการดำเนินการ"].iter_rows(min_row=1, values_only=True)
    heads, *below = (row for row in rows if "item_key" in row or said(row[0]).count(".") == 2)
    at = {head: place for place, head in enumerate(heads)}
    target = at["เป้าหมายประจำปี"]
    table = [
        [
            said(row[at["แนวทางปฏิบัติ"]]),
            said(row[at["กิจกรรม/โครงการ"]]),
            f"{said(row[at['ตัวชี้วัด']])}\nเป้าหมาย : {said(row[target])}",
            "๑",
            "ดำเนินการแล้ว",
        ]
        for row in below
    ]
    return [HEADS, *table], [(said(row[0]), said(row[1])) for row in below]


def as_csv(table: Table) -> bytes:
    """Return a text with commas and a mark, as Excel saves it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    """Return a bare workbook."""
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in table:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


def as_document(table: Table) -> bytes:
    """Return a Word document."""
    document, packed = docx.Document(), io.BytesIO()
    grid = document.add_table(rows=len(table), cols=len(HEADS))
    for row, texts in zip(grid.rows, table, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(packed)
    return packed.getvalue()


def gathered(files: dict[str, tuple[str, bytes]]) -> dict[str, Submission]:
    """Return the submissions of files (division, bytes) by their names."""
    reference = read_reference(SAMPLE / "reference")
    arrivals = [Arrival(name, division, f"{name}_2564-6m", AT, "inbox") for name, (division, _) in files.items()]
    readings = {name: Reading(read_file(data)) for name, (_, data) in files.items()}
    found = to_submissions(arrivals, readings, reference.rounds, reference.agency_of(), PHRASES)
    return dict(zip(files, found, strict=True))


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_document])
def test_every_row_copied_from_a_form_is_its_item_and_measure(write: object) -> None:
    (plan,) = (SAMPLE / "inbox" / "plan").glob("plan-*.xlsx")
    tables = {str(path): copied(path) for path in FORMS}
    files = {str(path): (path.parent.name, write(tables[str(path)][0])) for path in FORMS}  # type: ignore[operator]
    found = gathered({"plan": ("plan", plan.read_bytes()), **files})
    assert len(FORMS) >= 8
    for path in map(str, FORMS):
        named = [(row["item_key"], row["measure_no"]) for row in found[path].tables["results"]]
        assert named == tables[path][1], path
        assert {problem.rule for problem in found[path].problems} <= {"S19", "S28"}
