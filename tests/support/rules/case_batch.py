"""All cases at once: their workbooks in one inbox, gathered, validated, loaded and rolled up once."""

import csv
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from sarup.assets import asset_path
from sarup.dictionary import SCHEMAS, load_dictionary
from sarup.findings import load_rules
from sarup.form.choices import options_key
from sarup.form.spec import Column, load_form_spec
from sarup.gather.collect import gather
from sarup.gather.form import read_submission
from sarup.gather.inbox import receive_files
from sarup.gather.pool import WorkerPool
from sarup.gather.reference_folder import read_reference
from sarup.judging.process import JudgingProcess, borrowed_process
from sarup.load.frames import frames_of
from sarup.load.warehouse import load, load_files
from sarup.office.reference import Reference
from sarup.phrases import Phrases, load_phrases
from sarup.pipeline import build_in_memory, open_run
from sarup.record.archive import Archive
from sarup.render.form.content import FormContent, form_contents
from sarup.render.form.workbook import write_form, write_plan
from sarup.rollup.build import roll_up
from sarup.rollup.keys import assert_keys
from sarup.submission import Arrival, Submission
from sarup.validate.faults import find_faults
from sarup.warehouse_file import create_warehouse
from tests.support.rules.case import Case, Draft
from tests.support.rules.invented_office import PLAN_CODE, TOKEN, A, B, Tables, answers, plan_tables

SEEN_AT = datetime.fromisoformat("2023-04-05T09:00:00+07:00")
ROUNDS = """round_code,fiscal_year_be,round,label,covers_from,covers_to,asks_from,asks_to,due_on,state
2566-6m,2566,6m,รอบ ๖ เดือน,2022-10-01,2023-03-31,2022-10-01,2023-03-31,2023-04-15,open
2566-12m,2566,12m,รอบ ๑๒ เดือน,2022-10-01,2023-09-30,2023-04-01,2023-09-30,2023-10-15,open
2567-6m,2567,6m,รอบ ๖ เดือน,2023-10-01,2024-03-31,2023-10-01,2024-03-31,2024-04-15,open
"""
AGENCY = {
    "agency_code": "office",
    "ministry_code": "test",
    "ministry_name": "กระทรวงทดสอบ",
    "agency_name": "สำนักงานทดสอบ",
    "agency_short": "สทด.",
    "head_title": "หัวหน้าสำนักงานทดสอบ",
    "website": "example.go.th",
    "valid_from": "2022-10-01",
    "valid_to": "",
}
# Readers that fail on whatever they get: one says so, the other dies of it.
FAILS = 'print(\'{"ok": false, "rule": "X01", "detail": "ValueError()", "kind": ""}\', flush=True)'
READERS = {
    "fails": f"import sys\nprint('ready', flush=True)\nfor line in sys.stdin: {FAILS}",
    "dies": "import os, sys\nprint('ready', flush=True)\nfor line in sys.stdin: os.abort()",
}


@dataclass(frozen=True)
class Said:
    """One finding as the division reads it; `place` is "<table>!<cell>", "<table>!" or "file"."""

    rule: str
    severity: str
    place: str
    column: str | None
    message_th: str
    remedy_th: str


@dataclass(frozen=True)
class Verdict:
    """What became of one submission."""

    verdict: str
    is_in_force: bool
    findings: tuple[Said, ...]


Outcome = Mapping[tuple[str, str], Verdict]


def judge(cases: Sequence[Case], folder: Path) -> Outcome:
    """Return (case, workbook) -> verdict. The correct office is the case "base"."""
    with borrowed_process() as validator:
        phrases = load_phrases(asset_path("templates/phrases.yaml"))
        reference = write_reference(folder / "reference", [TOKEN, *(one.id for one in cases)])
        inbox = folder / "inbox"
        names = _Writer(inbox, folder / "forms", folder / "reference", phrases).write_all(cases)
        archive = Archive(folder / "archive")
        arrivals = receive_files(inbox, archive, SEEN_AT)
        submissions = _read(arrivals, archive, reference, phrases, {names[c.id, c.subject]: c.reader for c in cases})
        connection = judge_submissions(submissions, reference, validator, phrases)
    said = verdicts(connection, phrases)
    return {place: said[name] for place, name in names.items()}


def write_correct_office(folder: Path, rounds: Sequence[str] = ("6m",)) -> Path:
    """Write the correct office's reference into folder/reference; return the folder of its plan and filled forms."""
    write_reference(folder / "reference", [TOKEN])
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    return _Writer(folder / "inbox-of-base", folder / "forms", folder / "reference", phrases, rounds).correct


def judge_submissions(
    submissions: Sequence[Submission], reference: Reference, validator: JudgingProcess, phrases: Phrases
) -> duckdb.DuckDBPyConnection:
    """Return the warehouse of gathered submissions, with every finding; whatever they are, keys name one row."""
    rules = load_rules(asset_path("expectations/rules.yaml"))
    findings = find_faults(submissions, reference, rules, phrases, validator)
    connection = create_warehouse(":memory:", asset_path("sql"))
    load_files(connection, frames_of(submissions, findings))
    load(connection, reference, rules, None, "test")
    roll_up(connection, asset_path("sql"))
    assert_keys(connection, load_dictionary().tables, SCHEMAS)
    return connection


def verdicts(connection: duckdb.DuckDBPyConnection, phrases: Phrases) -> dict[str, Verdict]:
    """Return folder/file -> verdict, with tables in place of sheet names."""
    tables = {phrases.texts[s.name]: s.table for kind in ("plan", "results") for s in load_form_spec(kind).sheets}
    found: dict[str, list[Said]] = {}
    for name, rule, severity, sheet, cell, column, message, remedy in connection.execute(
        "select submission_id, rule, severity, sheet, cell, column_name, message_th, remedy_th from core.finding"
    ).fetchall():
        place = f"{tables.get(sheet, sheet)}!{cell or ''}" if sheet else "file"
        found.setdefault(name, []).append(Said(rule, severity, place, column, message, remedy))
    return {
        f"{division}/{file}": Verdict(verdict, in_force, tuple(found.get(name, ())))
        for name, division, file, verdict, in_force in connection.execute(
            "select submission_id, division_code, file_name, verdict, is_in_force from core.submission"
        ).fetchall()
    }


def write_reference(folder: Path, cases: Iterable[str]) -> Reference:
    """Write the reference of an agency with two divisions a case, a and b, and of another one, which has c."""
    folder.mkdir(parents=True)
    (folder / "rounds.csv").write_text(ROUNDS, encoding="utf-8")
    (folder / "report.yaml").write_text("annual_entry: both\n", encoding="utf-8")
    _write_rows(folder / "agencies.csv", [AGENCY, {**AGENCY, "agency_code": "other"}])
    _write_rows(folder / "divisions.csv", [_division(f"{case}-{letter}") for case in cases for letter in "abc"])
    return read_reference(folder)


def _division(code: str) -> dict[str, str]:
    return {
        "division_code": code,
        "agency_code": "other" if code.endswith("-c") else "office",
        "division_name": f"ฝ่าย {code}",
        "sort_no": "1",
        "planning_office": "false",
        "valid_from": "2022-10-01",
        "valid_to": "",
        "is_sample": "false",
    }


def _write_rows(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _read(
    arrivals: Sequence[Arrival], archive: Archive, reference: Reference, phrases: Phrases, readers: Mapping[str, str]
) -> list[Submission]:
    odd = {a: readers.get(f"{a.division_code}/{a.file_name}", "real") for a in arrivals}
    submissions = gather(
        [a for a in arrivals if odd[a] == "real"], archive, reference.rounds, reference.agency_of(), phrases
    )
    for name, code in READERS.items():
        with WorkerPool(1, command=(sys.executable, "-I", "-c", code)) as pool:
            for arrival in (a for a in arrivals if odd[a] == name):
                (reading,) = pool.read_many([archive.path(arrival.sha256)])
                submissions.append(read_submission(arrival, reading, phrases))
    return submissions


class _Writer:
    """Writes the cases' workbooks; those that a case leaves as they are get only other codes."""

    def __init__(
        self, inbox: Path, forms: Path, reference: Path, phrases: Phrases, rounds: Sequence[str] = ("6m", "12m")
    ) -> None:
        self.inbox, self.phrases = inbox, phrases
        self.correct = forms
        self.contents = self._write_correct(reference, rounds)

    def write_all(self, cases: Sequence[Case]) -> dict[tuple[str, str], str]:
        """Write every workbook and return (case, workbook) -> folder/file."""
        base = Case(TOKEN, "", "b-12m", (), sent=("plan", "a-6m", "b-6m", "a-12m"))
        names = {}
        for case in (base, *cases):
            draft = Draft()
            for change in case.changes:
                change(draft)
            for workbook in case.workbooks:
                names[case.id, workbook] = self._write(case, workbook, draft)
        return names

    def _write(self, case: Case, workbook: str, draft: Draft) -> str:
        is_subject = workbook == case.subject
        owner = "a" if workbook == "plan" else workbook[0]
        folder = f"{case.id}-{owner}" if not (is_subject and case.folder) else f"{case.id}-{case.folder}"
        path = self.inbox / folder / f"{workbook}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        source = self.correct / f"{workbook}.xlsx"
        if _is_changed(draft, workbook):
            source = self.correct / f"{case.id}.xlsx"
            self._write_workbook(workbook, draft, source)
        _copy_for(source, path, case.id)
        if is_subject and case.file_change:
            case.file_change(path)
        return f"{folder.partition('/')[0]}/{path.name}"

    def _write_correct(self, folder: Path, rounds: Sequence[str]) -> dict[str, FormContent]:
        """Write the correct office round by round, since annual forms hold the six-month values."""
        draft = Draft()
        contents: dict[str, FormContent] = {}
        inbox = self.correct / "inbox"
        self._write_workbook("plan", draft, self.correct / "plan.xlsx", contents)
        _copy_for(self.correct / "plan.xlsx", inbox / A / "plan.xlsx", TOKEN)
        for round_name in rounds:
            run = open_run(f"2566-{round_name}", inbox, folder, self.correct / "home", None, None, SEEN_AT)
            made = form_contents(build_in_memory(run), run.round_code, self.phrases)
            for letter, division in (("a", A), ("b", B)):
                workbook = f"{letter}-{round_name}"
                contents[workbook] = made[division]
                self._write_workbook(workbook, draft, self.correct / f"{workbook}.xlsx", contents)
                _copy_for(self.correct / f"{workbook}.xlsx", inbox / division / f"{workbook}.xlsx", TOKEN)
        return contents

    def _write_workbook(
        self, workbook: str, draft: Draft, path: Path, contents: Mapping[str, FormContent] | None = None
    ) -> None:
        tables = draft.tables[workbook]
        if workbook == "plan":
            write_plan(
                {name: self._labelled("plan", name, rows, None) for name, rows in tables.items()},
                path,
                self.phrases,
            )
            return
        content = (contents if contents is not None else self.contents)[workbook]
        filled = {"results": tuple(self._filled(content, workbook, draft))}
        for name in ("event", "topic", "signoff"):
            filled[name] = tuple(self._labelled("results", name, tables[name], content.round_name))
        keys = {**content.keys, **draft.keys.get(workbook, {})}
        write_form(replace(content, tables=filled, keys=keys), path, self.phrases)

    def _filled(self, content: FormContent, workbook: str, draft: Draft) -> Iterable[dict[str, Any]]:
        typed = {(row["item_key"], row["measure_no"]): row for row in draft.tables[workbook]["results"]}
        lost = draft.lost_rows.get(workbook, set())
        rows = [
            {**row, **typed[row["item_key"], row["measure_no"]]}
            for row in content.tables["results"]
            if (row["item_key"], row["measure_no"]) not in lost
        ]
        for row in rows + draft.extra_rows.get(workbook, []):
            row["item_key"] = row.pop("typed_key", row["item_key"])
        return self._labelled("results", "results", rows + draft.extra_rows.get(workbook, []), content.round_name)

    def _labelled(
        self, kind: str, table: str, rows: Sequence[Mapping[str, Any]], round_name: str | None
    ) -> list[dict[str, Any]]:
        """Put the labels of drop-downs in place of codes; what is no code stays as a person would type it."""
        (spec,) = (sheet for sheet in load_form_spec(kind).sheets if sheet.table == table)
        columns = {column.field: column for column in spec.columns}
        return [
            {name: self._label(columns.get(name), value, round_name) for name, value in row.items()} for row in rows
        ]

    def _label(self, column: Column | None, value: Any, round_name: str | None) -> Any:
        if column is None or not column.options:
            return value
        return self.phrases.options(options_key(column, round_name, self.phrases)).get(value, value)


def _is_changed(draft: Draft, workbook: str) -> bool:
    correct: Tables = plan_tables() if workbook == "plan" else answers()[workbook]
    touched = (draft.keys, draft.extra_rows, draft.lost_rows)
    return draft.tables[workbook] != correct or any(workbook in changes for changes in touched)


def _copy_for(source: Path, path: Path, case: str) -> None:
    """Copy a workbook with this case's codes; they stand in the shared strings only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/sharedStrings.xml":
                for code in (PLAN_CODE, A, B):
                    data = data.replace(f">{code}<".encode(), f">{code.replace(TOKEN, case)}<".encode())
            write.writestr(name, data)
