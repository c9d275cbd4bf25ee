"""`sarup forms`: every division's workbook for a round, and the plan's."""

from collections.abc import Sequence
from pathlib import Path

from sarup.errors import UsageError
from sarup.form.spec import load_form_spec
from sarup.phrases import Phrases
from sarup.pipeline import Run, build_in_memory
from sarup.render.form.content import FormRow, form_contents
from sarup.render.form.workbook import write_form, write_plan
from sarup.validate.process import borrowed_validator
from sarup.warehouse_file import publishing


def write_forms(run: Run, output: Path) -> list[Path]:
    """Write <division>/<division>_<round>.xlsx for each division with items. Raises UsageError without a sound plan."""
    entry, phrases = run.reference.report.annual_entry, run.phrases.in_digits(run.reference.report.digits)
    with publishing(run.home), borrowed_validator() as validator, build_in_memory(run, validator) as connection:
        contents = form_contents(connection, run.round_code, phrases, entry)
    if not contents:
        raise UsageError(run.phrases.say("cli.err.plan", path=run.inbox))
    written = []
    for division, content in contents.items():
        path = output / division / f"{division}_{run.round_code}.xlsx"
        write_form(content, path, phrases)
        written.append(path)
    return written


def write_known_plan(run: Run, output: Path) -> list[Path]:
    """Write the plan workbooks in force again, prefilled, for the next revision. Raises UsageError without one."""
    written = []
    with publishing(run.home), borrowed_validator() as validator, build_in_memory(run, validator) as connection:
        for plan_code, submission_id in connection.execute(
            "select plan_code, submission_id from staging.plan_submission where is_in_force order by 1"
        ).fetchall():
            tables: dict[str, Sequence[FormRow]] = {}
            for sheet in load_form_spec("plan").sheets:
                fields = [column.field for column in sheet.columns]
                rows = connection.execute(
                    f"select {', '.join(f'{field}_text' for field in fields)} from raw.{sheet.table} "
                    "where submission_id = ? order by row_no",
                    [submission_id],
                ).fetchall()
                tables[sheet.table] = [dict(zip(fields, row, strict=True)) for row in rows]
            path = output / f"plan-{plan_code}.xlsx"
            write_plan(tables, path, run.phrases)
            written.append(path)
    if not written:
        raise UsageError(run.phrases.say("cli.err.plan", path=run.inbox))
    return written


def write_empty_plan(output: Path, phrases: Phrases) -> list[Path]:
    """Write plan-new.xlsx, an empty plan workbook for an agency's first year."""
    path = output / "plan-new.xlsx"
    write_plan({}, path, phrases)
    return [path]
