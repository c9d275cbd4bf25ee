"""The sample's plan with a row too many: the plan is returned at both rows, and no division's file suffers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.assets import asset_path
from sarup.dictionary import SCHEMAS, load_dictionary
from sarup.findings import load_rules
from sarup.gather.collect import gather
from sarup.gather.reference_folder import read_reference
from sarup.load.frames import frames_of
from sarup.load.warehouse import load, load_files
from sarup.phrases import load_phrases
from sarup.record.archive import Archive
from sarup.rollup.build import roll_up
from sarup.rollup.keys import assert_keys
from sarup.submission import Arrival, Submission
from sarup.validate.faults import find_faults
from sarup.warehouse_file import create_warehouse
from tests.support.suites_here import SuitesHere
from tests.support.whole_way import SAMPLE, SEEN_AT, Published

PLAN = SAMPLE / "inbox/plan/plan-2564.xlsx"
STRUCTURE, ITEMS, MEASURES, ROLES = "ยุทธศาสตร์และกลยุทธ์", "แผนและแนวทางปฏิบัติ", "ตัวชี้วัดและเป้าหมาย", "หน่วยงานรับผิดชอบ"
PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
RULES = load_rules(asset_path("expectations/rules.yaml"))
REFERENCE = read_reference(SAMPLE / "reference")
SUSPECT = "select rule, sheet, cell, message_th from core.finding where submission_id = $name and severity = 'error'"


@dataclass(frozen=True)
class Twice:
    """A row of the sample's plan that is written once more at the end of its sheet, and what is said of it."""

    sheet: str
    row: int
    rule: str
    column: str
    last_row: int
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> list[str]:
        return [f"{self.column}{self.row}", f"{self.column}{self.last_row}"]


CASES = {
    "strategy": Twice(STRUCTURE, 3, "P26", "B", 28),
    "tactic": Twice(STRUCTURE, 7, "P27", "C", 28),
    "item": Twice(ITEMS, 3, "P28", "A", 21),
    "measure": Twice(MEASURES, 3, "P29", "B", 22),
    "lead and support": Twice(ROLES, 3, "P30", "B", 24, (("C", "ร่วม"),)),
}


def write_twice(case: Twice, path: Path) -> None:
    """Save the sample's plan with the row once more."""
    book = openpyxl.load_workbook(PLAN)
    sheet = book[case.sheet]
    for cell in sheet[case.row]:
        sheet.cell(case.last_row, cell.column, cell.value)
    for column, value in case.changes:
        sheet[f"{column}{case.last_row}"] = value
    book.save(path)


def read(path: Path, folder: Path, at: datetime) -> Submission:
    """Return the plan as received in the planning division's folder."""
    archive = Archive(folder / "archive")
    with path.open("rb") as file:
        arrival = Arrival(archive.keep_file(file), "plan", path.name, at, "inbox")
    (plan,) = gather([arrival], archive, REFERENCE.rounds, REFERENCE.agency_of(), PHRASES, 1)
    return plan


def judge(office: Published, plans: Sequence[Submission], keep_own: bool) -> duckdb.DuckDBPyConnection:
    """Return the warehouse of the sample's files with these plans beside its own, or in its place."""
    kept = [one for one in office.submissions if keep_own or one.kind != "plan"]
    names = {one.submission_id for one in kept}
    found = find_faults(plans, REFERENCE, RULES, PHRASES, SuitesHere())
    findings = [one for one in office.findings if one.submission_id in names] + found
    connection = create_warehouse(":memory:", asset_path("sql"))
    load_files(connection, frames_of([*kept, *plans], findings))
    load(connection, REFERENCE, RULES, None, "test")
    roll_up(connection, asset_path("sql"))
    assert_keys(connection, load_dictionary().tables, SCHEMAS)
    return connection


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_row_twice_is_an_error_of_the_plan_at_both_rows_and_no_fault_of_the_forms(
    office: Published, tmp_path: Path, case: Twice
) -> None:
    write_twice(case, tmp_path / "plan-2564.xlsx")
    plan = read(tmp_path / "plan-2564.xlsx", tmp_path, SEEN_AT)
    with judge(office, [plan], keep_own=False) as connection:
        said = connection.execute(SUSPECT, {"name": plan.submission_id}).fetchall()
        assert {rule for rule, *_ in said if rule != "P20"} == {case.rule}
        told = [(sheet, cell) for rule, sheet, cell, _ in said if rule == case.rule]
        assert sorted(told, key=str) == sorted(((case.sheet, cell) for cell in case.cells), key=str)
        # Each of the two names the other.
        assert all(all(cell in message for cell in case.cells) for rule, _, _, message in said if rule == case.rule)
        for table in ("staging.item", "core.result", "rollup.measure_round"):
            assert connection.execute(f"select count(*) from {table}").fetchall() == [(0,)]
        # What the forms are told is that there is no plan; beside it only what their own cells say.
        against_the_plan = (
            "select distinct rule from core.finding where rule like 'S1%' or rule between 'R30' and 'R34'"
        )
        assert connection.execute(against_the_plan).fetchall() == [("S18",)]


def test_the_sound_plan_before_stays_in_force_and_every_figure_with_it(office: Published, tmp_path: Path) -> None:
    plans = []
    for number, (name, case) in enumerate(CASES.items()):
        write_twice(case, tmp_path / f"{name}.xlsx")
        plans.append(read(tmp_path / f"{name}.xlsx", tmp_path, SEEN_AT.replace(day=21 + number)))
    query = "select * from rollup.measure_round order by all"
    verdicts = "select submission_id, verdict, is_in_force from core.submission where kind = 'results' order by all"
    with judge(office, plans, keep_own=True) as connection, office.warehouse() as published:
        assert connection.execute(query).fetchall() == published.execute(query).fetchall()
        assert connection.execute(verdicts).fetchall() == published.execute(verdicts).fetchall()
        assert connection.execute("select count(*) from core.item where round_code = '2564-6m'").fetchall() == [(18,)]
