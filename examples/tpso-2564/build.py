"""Build the sample office's inbox from the readable tables in source/: the plan workbook, then each round's forms.

The forms are the ones `sarup forms` writes; this script only fills in what the divisions would have typed.
Run it again after changing a word in source/: `uv run python examples/tpso-2564/build.py`.
"""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from sarup.assets import asset_path
from sarup.form.choices import options_key
from sarup.form.spec import Column, load_form_spec
from sarup.phrases import Phrases, load_phrases
from sarup.pipeline import build_in_memory, open_run
from sarup.render.form.content import FormContent, FormRow, form_contents
from sarup.render.form.workbook import write_form, write_plan

HERE = Path(__file__).resolve().parent
SOURCE_TABLES = {
    "plan_item": "plan_items",
    "plan_measure": "plan_measures",
    "plan_role": "plan_roles",
    "plan_event": "plan_events",
}
SUBMISSION_TABLES = {"event": "events", "topic": "topics", "signoff": "signoff"}


def build_inbox(inbox: Path) -> None:
    """Write the plan and every division's files of both rounds under `inbox`."""
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    build_plan(inbox, phrases)
    if inbox != HERE / "inbox":
        shutil.copy(HERE / "inbox" / "receipts.csv", inbox)
    for round_code in ("2564-6m", "2564-12m"):
        build_round(inbox, round_code, phrases)


def build_plan(inbox: Path, phrases: Phrases) -> None:
    """Write plan/plan-2564.xlsx."""
    source = _read("plan.yaml")
    spec = load_form_spec("plan")
    tables: dict[str, list[FormRow]] = {}
    for sheet in spec.sheets:
        rows = source[SOURCE_TABLES.get(sheet.table, sheet.table)]
        rows = [rows] if isinstance(rows, dict) else rows
        tables[sheet.table] = [_typed(row, {c.field: c for c in sheet.columns}, None, phrases) for row in rows]
    write_plan(tables, inbox / "plan" / "plan-2564.xlsx", phrases)


def build_round(inbox: Path, round_code: str, phrases: Phrases) -> None:
    """Fill every division's form of a round with the answers of source/<round>.yaml."""
    with TemporaryDirectory() as home:
        run = open_run(round_code, inbox, HERE / "reference", Path(home), None, None, datetime(2021, 10, 1, tzinfo=UTC))
        with build_in_memory(run) as connection:
            entry = run.reference.report.annual_entry
            contents = form_contents(connection, round_code, phrases, entry)
    for submission in _read(f"{round_code}.yaml")["submissions"]:
        content = fill_form(contents[submission["division"]], submission, phrases)
        write_form(content, inbox / submission["division"] / submission["file"], phrases)


def fill_form(content: FormContent, submission: Mapping[str, Any], phrases: Phrases) -> FormContent:
    """Return the form with a division's answers typed in."""
    columns = {
        sheet.table: {column.field: column for column in sheet.columns} for sheet in load_form_spec("results").sheets
    }
    results = []
    for row in content.tables["results"]:
        answers = submission["items"].get(row["item_code"], {})
        typed = dict(answers.get("measures", {}).get(row["measure_no"], {}))
        if row["is_first"]:
            typed |= {key: value for key, value in answers.items() if key not in ("measures", "underlined")}
        results.append({**row, **_typed(typed, columns["results"], content.round_name, phrases)})
    tables: dict[str, tuple[FormRow, ...]] = {"results": tuple(results)}
    for table, name in SUBMISSION_TABLES.items():
        rows = submission.get(name) or ()
        tables[table] = tuple(_typed(row, columns[table], content.round_name, phrases) for row in rows)
    underlined = [line for answers in submission["items"].values() for line in answers.get("underlined", ())]
    return replace(content, tables=tables, underlined=tuple(underlined))


def _typed(row: Mapping[str, Any], columns: Mapping[str, Column], round_name: str | None, phrases: Phrases) -> FormRow:
    """Return a row as a person would type it: labels for codes, dates of the Buddhist era."""
    typed: FormRow = {}
    for field, value in row.items():
        column = columns[field]
        if isinstance(value, date):
            value = f"{value.day}/{value.month}/{value.year + 543}"
        elif field == "signer":
            value = phrases.texts[f"sign.{value}"]
        elif column.options and value is not None:
            value = phrases.options(options_key(column, round_name, phrases))[value]
        elif isinstance(value, str):
            value = value.rstrip("\n")
        typed[field] = value
    return typed


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / "source" / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    build_inbox(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "inbox")
