"""`sarup forms`: every division's workbook for a round, and the plan's."""

from collections.abc import Sequence
from pathlib import Path

from sarup.errors import UsageError
from sarup.form_spec import load_form_spec
from sarup.phrases import Phrases
from sarup.pipeline import warehouse_in_memory
from sarup.reference import FaultyReference, Reference, read_reference
from sarup.render.form_content import FormRow, form_contents
from sarup.render.forms import write_form, write_plan


def write_forms(round_code: str, inbox: Path, reference: Path, output: Path, phrases: Phrases) -> list[Path]:
    """Write <division>/<division>_<round>.xlsx for every division with items.

    Raises UsageError without a sound plan.
    """
    known = _read(inbox, reference, phrases)
    if round_code not in {r.round_code for r in known.rounds}:
        raise UsageError(phrases.say("cli.err.round", x=round_code))
    entry = str(known.report.get("annual_entry", "both"))
    contents = form_contents(warehouse_in_memory(inbox, known), round_code, phrases, entry)
    if not contents:
        raise UsageError(phrases.say("cli.err.plan", path=inbox))
    written = []
    for division, content in contents.items():
        path = output / division / f"{division}_{round_code}.xlsx"
        write_form(content, path, phrases)
        written.append(path)
    return written


def write_known_plan(inbox: Path, reference: Path, output: Path, phrases: Phrases) -> list[Path]:
    """Write the plan workbooks in force again, prefilled, for the next revision."""
    connection = warehouse_in_memory(inbox, _read(inbox, reference, phrases))
    plans = connection.execute(
        "select plan_code, submission_id from staging.plan_submission where is_in_force"
    ).fetchall()
    if not plans:
        raise UsageError(phrases.say("cli.err.plan", path=inbox))
    written = []
    for plan_code, submission_id in plans:
        tables: dict[str, Sequence[FormRow]] = {}
        for sheet in load_form_spec("plan").sheets:
            fields = ", ".join(f"{column.field}_text" for column in sheet.columns)
            rows = connection.execute(
                f"select {fields} from raw.{sheet.table} where submission_id = ? order by row_no",
                [submission_id],
            ).fetchall()
            tables[sheet.table] = [dict(zip([c.field for c in sheet.columns], row, strict=True)) for row in rows]
        path = output / f"plan-{plan_code}.xlsx"
        write_plan(tables, path, phrases)
        written.append(path)
    return written


def write_empty_plan(output: Path, phrases: Phrases) -> list[Path]:
    """Write plan-new.xlsx, an empty plan workbook for an agency's first year."""
    path = output / "plan-new.xlsx"
    write_plan({}, path, phrases)
    return [path]


def _read(inbox: Path, reference: Path, phrases: Phrases) -> Reference:
    for folder in (inbox, reference):
        if not folder.is_dir():
            raise UsageError(phrases.say("cli.err.folder", path=folder))
    try:
        return read_reference(reference)
    except FaultyReference as error:
        raise UsageError(str(error)) from error
