"""Run as a program in a copy of the tree: what becomes of a column or a kind of measure that was added there.

Arguments: "column" and a folder, or "kind". Prints JSON.
"""

import json
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from sarup.assets import asset_path
from sarup.dictionary import load_dictionary
from sarup.form.spec import written_fields
from sarup.gather.form import read_submission
from sarup.gather.pool import Reading
from sarup.gather.workbook import read_workbook
from sarup.load.frames import frames_of
from sarup.load.warehouse import load_files
from sarup.phrases import known_phrases
from sarup.rollup.comments import comment_on_everything
from sarup.submission import Arrival
from sarup.warehouse_file import SCHEMAS, create_warehouse
from tests.support.render.sample_form import form_content, written_form
from tests.support.rollup.files_of_a_plan import Sent, ask, roll_up_plan

TYPED = "กรมตัวอย่าง"


def column(folder: Path) -> dict[str, Any]:
    """Write a form, fill the new column in with another program, read it and load it."""
    path = written_form(form_content("6m"), folder / "form.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["ผลการดำเนินการ"]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == known_phrases().texts["col.partner"]]
    sheet.cell(head.row + 1, head.column).value = TYPED
    book.save(path)
    arrival = Arrival(sha256(path.read_bytes()).hexdigest(), "a", path.name, datetime.fromisoformat("2021-04-01"), "-")
    read = read_submission(arrival, Reading(read_workbook(path.read_bytes()), None, None), known_phrases())
    with create_warehouse(":memory:", asset_path("sql")) as connection:
        load_files(connection, frames_of([read], []))
        found = ask(connection, "select distinct partner, partner_text from raw.result_item where partner is not null")
        comment_on_everything(connection, load_dictionary(), SCHEMAS)
        (told,) = ask(
            connection,
            "select comment from duckdb_columns() where table_name = 'result_item' and column_name = 'partner'",
        )
    return {"read": found, "comment": told[0], "is_written": "partner" in written_fields("prose")["results"]}


def kind() -> dict[str, Any]:
    """Roll up two divisions' answers of the new kind in both rounds."""
    names = {"1.1.1": ["a", "b"]}
    late = "2021-10-10T09:00:00+07:00"
    files = [
        Sent("a", values={"1.1.1": {"value": 3}}),
        Sent("b", values={"1.1.1": {"value": 4}}),
        Sent("a", late, "2564-12m", values={"1.1.1": {"value_year": 5}}),
        Sent("b", late, "2564-12m", values={"1.1.1": {"value_year": 6}}),
    ]
    measures = {"1.1.1": {"kind": "seats", "target_value": 12}}
    query = "select round, outcome_value, interim_rule, status from rollup.measure_round order by round desc"
    with roll_up_plan(names, files, measures=measures) as connection:
        rolled = ask(connection, query)
    return {"rolled": [[row[0], int(row[1]), *row[2:]] for row in rolled]}


if __name__ == "__main__":
    done = column(Path(sys.argv[2])) if sys.argv[1] == "column" else kind()
    print(json.dumps(done, ensure_ascii=False))
