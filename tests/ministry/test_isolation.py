"""Two agencies in one home: what one closes, waives or spoils changes nothing of the other."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup import pipeline
from sarup.codes import Level
from sarup.commands.closing import close_round, render_edition, reopen_round
from sarup.commands.deciding import waive
from sarup.commands.run_summary import RunSummary, say_summary, summarise_run
from sarup.errors import UsageError
from sarup.gather.reference_folder import read_reference
from sarup.office.document_choice import ALL_AGENCIES, NO_DOCUMENTS, DocumentChoice
from sarup.record.decisions import DecisionReason
from sarup.warehouse_file import WAREHOUSE, open_warehouse, publishing
from tests.support.ministry.generated_ministry import HALF_CODE, PHRASES, SEEN_AT, Ministry, generate

FIRST, SECOND = "dep01", "dep02"
TABLES = (
    "core.item", "core.measure", "core.result", "core.submission", "rollup.division_measure", "rollup.measure_round",
    "rollup.item_round", "rollup.completeness", "report.title", "report.waiver", "report.check_finding",
    "report.summary", "report.crosswalk", "report.edition_change",
)  # fmt: skip


@dataclass(frozen=True)
class Two:
    """A home of two agencies and its inbox."""

    home: Path
    inbox: Path
    reference: Path

    def report(
        self, at: datetime = SEEN_AT, closing: str | None = None, choice: DocumentChoice = ALL_AGENCIES
    ) -> RunSummary:
        """Run once; `closing` is the agency that closes the round by it."""
        why = None if closing is None else DecisionReason("หัวหน้า (ตัวอย่าง)", "ครบกำหนด", None, at, closing)
        run = pipeline.open_run(HALF_CODE, self.inbox, self.reference, self.home, None, None, at, why, choice)
        with publishing(self.home):
            pipeline.load_warehouse(run, pipeline.validate_files(run, pipeline.gather_inbox(run)))
            pipeline.roll_up_warehouse(run)
            documents = pipeline.render_report(run)
            if closing:
                close_round(run, documents)
            summary = summarise_run(run, documents)
            pipeline.publish_warehouse(run, documents)
        return summary

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with open_warehouse(self.home / WAREHOUSE, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def rows(self, agency: str) -> Mapping[str, list[tuple[object, ...]]]:
        """Return every row of an agency's six-month round, table by table."""
        mine = f"plan_code like '{agency}-%' and round_code = '{HALF_CODE}'"
        return {name: self.ask(f"select * from {name} where {mine} order by all") for name in TABLES}

    def documents(self, agency: str) -> dict[str, bytes]:
        folder = self.home / "output" / HALF_CODE / agency
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def send_late(self, agency: str) -> None:
        """Put a corrected form of the agency's division b into the inbox: one training more."""
        folder = self.inbox / f"{agency}-b"
        book = openpyxl.load_workbook(folder / f"{HALF_CODE}.xlsx")
        value, outcome = (answer_cell(book, head) for head in ("col.value", "col.outcome_text"))
        value.value = int(value.value) + 1
        outcome.value = f"{value.value} ครั้ง"
        book.save(folder / f"{HALF_CODE}-again.xlsx")


def answer_cell(book: Any, head: str) -> Any:
    """Return the cell of the first item's answer under a heading of the form."""
    sheet = book["ผลการดำเนินการ"]
    (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == PHRASES.texts[head]]
    return sheet.cell(place.row + 1, place.column)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Return a home of two agencies whose six-month round was reported; nobody writes into it."""
    root = tmp_path_factory.mktemp("two")
    ministry: Ministry = generate(root, seed=7, count=2)
    for path in ministry.inbox.glob("*/2566-12m.xlsx"):
        path.unlink()
    two = Two(root / "home", ministry.inbox, ministry.reference)
    two.report()
    return two


@pytest.fixture(scope="module")
def one_closed(reported: Two, tmp_path_factory: pytest.TempPathFactory) -> tuple[Two, RunSummary]:
    """Return the home after the first agency has closed its round, and what was said; nobody writes into it."""
    two = copied(reported, tmp_path_factory.mktemp("closed"))
    return two, two.report(LATER, closing=FIRST)


@pytest.fixture
def two(reported: Two, tmp_path: Path) -> Two:
    """Return a copy of the home of open rounds to go on with."""
    return copied(reported, tmp_path)


@pytest.fixture
def closed(one_closed: tuple[Two, RunSummary], tmp_path: Path) -> Two:
    """Return a copy of the home in which the first agency's round is closed, to go on with."""
    return copied(one_closed[0], tmp_path)


def copied(source: Two, folder: Path) -> Two:
    for name, place in (("home", source.home), ("inbox", source.inbox), ("reference", source.reference)):
        shutil.copytree(place, folder / name)
    return Two(folder / "home", folder / "inbox", folder / "reference")


LATER, LAST = SEEN_AT.replace(day=2), SEEN_AT.replace(day=3)


def test_documents_are_those_that_are_chosen_and_stay_where_nothing_changed(two: Two) -> None:
    before = {agency: two.documents(agency) for agency in (FIRST, SECOND)}
    output = two.home / "output" / HALF_CODE
    # Nothing is new, but one document was spoilt: its agency's are made again, the other's stay.
    spoilt = output / FIRST / f"รายงาน_{FIRST}_{HALF_CODE}_preliminary.html"
    spoilt.write_bytes(b"spoilt")
    assert two.report(LATER).unchanged_count == 4
    assert {agency: two.documents(agency) for agency in before} == before
    two.send_late(FIRST)
    two.send_late(SECOND)
    assert two.report(LATER, choice=DocumentChoice(())).written == (str(two.home / WAREHOUSE),)
    summary = two.report(LATER, choice=DocumentChoice(tuple(Level), (SECOND,)))
    assert two.documents(FIRST) == before[FIRST] and two.documents(SECOND) != before[SECOND]
    names = {f"รายงานกระทรวง_sample_{HALF_CODE}_preliminary", f"รายงานภาพรวม_{HALF_CODE}_preliminary"}
    assert {path.stem for path in output.iterdir() if path.is_file()} == names
    assert len(summary.written) == 4 + 4 + 4 + 1
    page = re.sub("<[^>]+>", "", (output / f"รายงานกระทรวง_sample_{HALF_CODE}_preliminary.html").read_text())
    assert "กรมตัวอย่างที่ ๑" in page and "กรมตัวอย่างที่ ๒" in page
    with pytest.raises(UsageError, match="dep09"):
        two.report(LATER, choice=DocumentChoice(agencies=("dep09",)))


def test_what_a_ministry_prints_is_the_sum_of_its_agencies_and_says_of_which(two: Two) -> None:
    mine = f"where round_code = '{HALF_CODE}'"
    (items, met, divisions) = two.ask(
        f"select sum(item_count), sum(met_count), sum(division_count) from report.overview_agency {mine}"
    )[0]
    counts = f"select level, item_count, met_count, division_count from report.overview {mine} order by level"
    assert two.ask(counts) == [("ministry", items, met, divisions), ("nation", items, met, divisions)]
    items_of = f"from report.overview_total {mine} and column_name = 'item_count' order by level"
    added = two.ask(f"select level, total_count, adds_up {items_of}")
    assert added == [
        ("ministry", 8, f"{FIRST} 4, {SECOND} 4"),
        ("nation", 8, "sample 8"),
    ]


def test_one_agency_closes_its_round_and_the_others_stays_open_row_for_row(
    reported: Two, one_closed: tuple[Two, RunSummary], tmp_path: Path
) -> None:
    two, summary = one_closed
    documents = reported.documents(SECOND)
    assert (summary.edition_no, summary.editions) == (1, {FIRST: 1})
    assert two.rows(SECOND) == reported.rows(SECOND)
    assert two.documents(SECOND) == documents
    assert {name.rpartition("_")[2].partition(".")[0] for name in two.documents(FIRST)} == {"final"}
    assert {name.rpartition("_")[2].partition(".")[0] for name in documents} == {"preliminary"}
    states = f"select agency_code, state, edition_no from core.round_state where round_code = '{HALF_CODE}' order by 1"
    assert two.ask(states) == [(FIRST, "closed", 1), (SECOND, "open", None)]
    assert two.ask(f"select state from core.round where round_code = '{HALF_CODE}'") == [("open",)]
    folder = two.home / "editions" / FIRST / HALF_CODE / "1"
    assert sorted(path.name for path in (folder / "documents").iterdir()) == sorted(two.documents(FIRST))
    assert not (two.home / "editions" / SECOND).exists()
    assert render_edition(two.home, HALF_CODE, 1, tmp_path / "again", PHRASES).differing == ()


def test_a_late_file_waits_where_the_round_is_closed_and_counts_where_it_is_open(closed: Two) -> None:
    two = closed
    frozen, documents = two.rows(FIRST), two.documents(FIRST)
    two.send_late(FIRST)
    two.send_late(SECOND)
    summary = two.report(LAST)
    assert summary.after_close_count == 1 and summary.editions == {FIRST: 1}
    late = (
        "select agency_code, is_after_close, is_in_force from core.submission "
        "where file_name like '%again.xlsx' order by 1"
    )
    assert two.ask(late) == [(FIRST, True, False), (SECOND, False, True)]
    del frozen["core.submission"]  # type: ignore[attr-defined]
    assert {name: rows for name, rows in two.rows(FIRST).items() if name in frozen} == frozen
    assert two.documents(FIRST) == documents
    as_of = f"select agency_code, as_of_on from report.title where round_code = '{HALF_CODE}' order by 1"
    assert two.ask(as_of) == [(FIRST, date(2023, 11, 1)), (SECOND, date(2023, 11, 3))]
    assert any(line.startswith(f"{FIRST} ") for line in say_summary(summary, PHRASES))


def test_each_agency_numbers_its_own_editions_and_lists_its_own_changes(closed: Two) -> None:
    two = closed
    two.send_late(FIRST)
    two.report(LAST, closing=FIRST)
    first = two.rows(FIRST)
    assert [row[2] for row in first["report.edition_change"]] and {
        row[2] for row in first["report.edition_change"]
    } == {2}
    summary = two.report(LAST, closing=SECOND)
    assert (summary.edition_no, summary.editions) == (1, {FIRST: 2, SECOND: 1})
    assert two.rows(FIRST) == first
    assert two.rows(SECOND)["report.edition_change"] == []
    assert two.ask(f"select state from core.round where round_code = '{HALF_CODE}'") == [("closed",)]
    # Where two agencies have closed, whose edition is meant must be said.
    with pytest.raises(UsageError, match="--agency"):
        render_edition(two.home, HALF_CODE, 1, two.home / "again", PHRASES)
    with pytest.raises(UsageError, match="--agency"):
        reopen_round(two.home, HALF_CODE, DecisionReason("หัวหน้า (ตัวอย่าง)", "เหตุผล", None, LAST), PHRASES)
    # The second opens again; the first stays closed.
    again = DecisionReason("หัวหน้า (ตัวอย่าง)", "ปิดผิดรอบ", None, LAST, SECOND)
    assert reopen_round(two.home, HALF_CODE, again, PHRASES)[0].agency_code == SECOND
    assert two.report(LAST, choice=NO_DOCUMENTS).editions == {FIRST: 2}


def test_what_is_meant_of_several_agencies_must_be_said(two: Two) -> None:
    reference = read_reference(two.reference)
    why = DecisionReason("หัวหน้า (ตัวอย่าง)", "เหตุผล", date(2023, 12, 31), LATER)
    wide = {"rule": "R12", "round_code": HALF_CODE, "division_code": "", "item_code": ""}
    with pytest.raises(UsageError, match=r"มีส่วนราชการมากกว่าหนึ่งแห่ง \(dep01, dep02\) โปรดระบุด้วย --agency"):
        waive(two.home, wide, why, reference, PHRASES)
    with pytest.raises(UsageError, match="--agency"):
        two.report(LATER, closing="")
    other = DecisionReason(why.role, why.reason, why.until_on, LATER, SECOND)
    with pytest.raises(UsageError, match=f"หน่วยงาน “{FIRST}-b” เป็นของส่วนราชการ “{FIRST}”"):
        waive(two.home, {**wide, "division_code": f"{FIRST}-b"}, other, reference, PHRASES)


def test_a_waiver_of_one_agency_is_in_no_report_and_no_verdict_of_the_other(two: Two) -> None:
    for agency in (FIRST, SECOND):
        book = openpyxl.load_workbook(two.inbox / f"{agency}-b" / f"{HALF_CODE}.xlsx")
        answer_cell(book, "col.obstacle").value = None
        book.save(two.inbox / f"{agency}-b" / "blank.xlsx")
    why = DecisionReason("หัวหน้า (ตัวอย่าง)", "ไม่มีข้อมูล", date(2023, 12, 31), LATER, FIRST)
    target = {"rule": "R12", "round_code": HALF_CODE, "division_code": "", "item_code": ""}
    waive(two.home, target, why, read_reference(two.reference), PHRASES)
    two.report(LAST)
    verdicts = "select agency_code, verdict from core.submission where file_name = 'blank.xlsx' order by 1"
    (first, second) = two.ask(verdicts)
    assert str(first[1]).startswith("accepted") and second == (SECOND, "returned")
    assert two.ask("select distinct plan_code, rule from report.waiver") == [(f"{FIRST}-2566", "R12")]
    page = re.sub("<[^>]+>", "", two.documents(SECOND)[f"รายงาน_{SECOND}_{HALF_CODE}_preliminary.html"].decode())
    assert "R12" not in page


def test_a_faulty_plan_of_one_agency_refuses_no_file_of_its_own_and_none_of_the_other(two: Two) -> None:
    before = two.rows(SECOND)
    path = two.inbox / f"{FIRST}-a" / "plan-2566.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["แผนและแนวทางปฏิบัติ"]
    for cell in sheet[3]:
        sheet.cell(7, cell.column, cell.value)
    shutil.rmtree(two.home)
    path.unlink()
    book.save(path)
    two.report(choice=NO_DOCUMENTS)
    del before["core.submission"]  # type: ignore[attr-defined]
    assert {name: rows for name, rows in two.rows(SECOND).items() if name in before} == before
    said = (
        "select s.agency_code, s.verdict, list(distinct f.rule order by f.rule) from core.submission as s "
        "left join core.finding as f on s.submission_id = f.submission_id and f.severity = 'error' "
        "where s.kind = 'results' group by all order by all"
    )
    assert {(agency, str(verdict)[:8], *rules) for agency, verdict, rules in two.ask(said)} == {  # type: ignore[misc]
        (FIRST, "returned", "S18"),
        (SECOND, "accepted", None),
    }
