"""`sarup forms`: every division's workbook for a round, and the plan's."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sarup.codes import Layout, Severity, Verdict
from sarup.commands.check import read_findings, say_findings
from sarup.errors import UsageError
from sarup.form.spec import load_form_spec
from sarup.phrases import Phrases
from sarup.pipeline import Run, build_in_memory
from sarup.render.form.content import FormRow, form_contents
from sarup.render.form.workbook import write_form, write_plan
from sarup.warehouse_file import publishing

# The newest version of each plan, where it is not one that can be used.
OPEN_PLANS = f"""
select submission_id, division_code, file_name
from core.submission
where kind = 'plan' and not is_withdrawn
qualify
    row_number() over (partition by agency_code, plan_code order by received_at desc, file_name desc, sha256 desc) = 1
    and verdict not in ('{Verdict.ACCEPTED}', '{Verdict.ACCEPTED_WITH_WARNINGS}')
order by received_at, file_name, sha256
"""
UNREAD_PLANS = """
select submission_id, division_code, file_name
from core.submission
where
    kind = 'unknown' and not is_withdrawn
    and division_code in (select division_code from raw.division where planning_office)
order by received_at, file_name, sha256
"""


@dataclass(frozen=True)
class Written:
    """The workbooks that were written, and what people should know beside them: the lines of plans to be mended."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def write_forms(run: Run, output: Path, layout: Layout = Layout.TABLE) -> Written:
    """Write <division>/<division>_<round>.xlsx for each division with items. Raises UsageError without a sound plan."""
    chosen = run.reference.report
    phrases = run.phrases.in_digits(chosen.digits)
    with publishing(run.home), build_in_memory(run) as connection:
        whom = (chosen.office, chosen.phone)
        contents = form_contents(connection, run.round_code, phrases, chosen.annual_entry, layout, whom)
        notes = open_plans(connection, run.phrases)
        unread = () if contents or notes else _unread_plans(connection, run.phrases)
    if not contents:
        raise UsageError("\n".join([*notes, *unread, run.phrases.say("cli.err.plan", path=run.inbox)]))
    written = []
    for division, content in contents.items():
        path = output / division / f"{division}_{run.round_code}.xlsx"
        write_form(content, path, phrases)
        written.append(path)
    return Written(tuple(written), notes)


def write_known_plan(run: Run, output: Path) -> Written:
    """Write the plan workbooks in force again, prefilled, for the next revision. Raises UsageError without one."""
    written = []
    with publishing(run.home), build_in_memory(run) as connection:
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
        notes = open_plans(connection, run.phrases)
    if not written:
        raise UsageError("\n".join([*notes, run.phrases.say("cli.err.plan", path=run.inbox)]))
    return Written(tuple(written), notes)


def open_plans(connection: duckdb.DuckDBPyConnection, phrases: Phrases) -> tuple[str, ...]:
    """Return the lines that tell of plans that are not used until they are mended: which, and everything to mend."""
    return _say_each(connection, OPEN_PLANS, "cli.plan_returned", phrases)


def _unread_plans(connection: duckdb.DuckDBPyConnection, phrases: Phrases) -> tuple[str, ...]:
    """Return the lines that tell of files of the planning office which may be its plan, and cannot be read."""
    return _say_each(connection, UNREAD_PLANS, "cli.plan_unread", phrases)


def _say_each(connection: duckdb.DuckDBPyConnection, query: str, key: str, phrases: Phrases) -> tuple[str, ...]:
    notes: list[str] = []
    for submission_id, division, file_name in connection.execute(query).fetchall():
        notes.append(phrases.say(key, division=division, file=file_name))
        errors = [one for one in read_findings(connection, submission_id, phrases) if one.severity == Severity.ERROR]
        notes += say_findings(errors, phrases)
    return tuple(notes)


def write_empty_plan(output: Path, phrases: Phrases) -> Written:
    """Write plan-new.xlsx, an empty plan workbook for an agency's first year."""
    path = output / "plan-new.xlsx"
    write_plan({}, path, phrases)
    return Written((path,))
