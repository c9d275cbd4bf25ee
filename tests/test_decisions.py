"""Versions, withdrawals, waivers and corrections: what is in force, and how each step is taken back."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from sarup.assets import asset_path
from sarup.commands.deciding import waive, withdraw
from sarup.errors import UsageError
from sarup.findings import Finding, load_rules, put_on_trial
from sarup.gather.collect import gather
from sarup.gather.inbox import receive_files
from sarup.gather.reference_folder import read_reference
from sarup.judging.process import borrowed_process
from sarup.load.frames import frames_of
from sarup.load.warehouse import load, load_files
from sarup.office.corrections import Correction, apply_corrections
from sarup.office.reference import Reference
from sarup.office.tables import FaultyReference
from sarup.phrases import Phrases, load_phrases
from sarup.record.archive import Archive
from sarup.record.decisions import Decision, DecisionReason
from sarup.record.journal import Journal
from sarup.rollup.build import roll_up
from sarup.rollup.models import tables_in
from sarup.submission import Submission
from sarup.validate.faults import find_faults
from sarup.warehouse_file import create_warehouse

SAMPLE = Path(__file__).parents[1] / "examples/tpso-2564"
HALF, YEAR = "2564-6m", "2564-12m"
FIRST, SECOND = "รายงานผล_pr_2564-6m_ฉบับที่1.xlsx", "รายงานผล_pr_2564-6m.xlsx"
SEEN = datetime.fromisoformat("2021-11-01T09:00:00+07:00")
BROKEN = "กล่อมเกล\u0bbe\u0ba4\u0e48งสังคม"
Row = tuple[object, ...]


@dataclass(frozen=True)
class Gathered:
    """The sample's files and those that the tests add, read and judged once."""

    submissions: list[Submission]
    findings: list[Finding]
    reference: Reference
    phrases: Phrases

    def ask(
        self,
        query: str,
        decisions: Sequence[Decision] = (),
        as_of: datetime | None = None,
        without: Sequence[str] = (),
        on_trial: str | None = None,
    ) -> list[Row]:
        """Return the answer of a warehouse of these decisions, without some files, perhaps with a rule on trial."""
        submissions = [one for one in self.submissions if one.arrival.file_name not in without]
        names = {one.submission_id for one in submissions}
        findings = [finding for finding in self.findings if finding.submission_id in names]
        rules = load_rules(asset_path("expectations/rules.yaml"))
        if on_trial:
            tried = put_on_trial(rules.rules[on_trial], "(ทดลองใช้)")
            rules = replace(rules, rules={**rules.rules, on_trial: tried})
        with create_warehouse(":memory:", asset_path("sql")) as connection:
            load_files(connection, frames_of(submissions, findings))
            load(connection, self.reference, rules, as_of, "test", decisions)
            roll_up(connection, asset_path("sql"), wanted=tables_in(query))
            return connection.execute(query).fetchall()

    def id_of(self, file_name: str) -> str:
        """Return the submission_id of a file."""
        return next(one.submission_id for one in self.submissions if one.arrival.file_name == file_name)


def edited(source: Path, target: Path, cell: str, value: object) -> None:
    """Save a form with one cell of the results changed."""
    book = openpyxl.load_workbook(source)
    book["ผลการดำเนินการ"][cell] = value
    book.save(target)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Return the sample with a third file of pr that is returned, and one of hr with a broken word."""
    root = tmp_path_factory.mktemp("office")
    inbox = root / "inbox"
    shutil.copytree(SAMPLE / "inbox", inbox)
    edited(inbox / "pr" / SECOND, inbox / "pr" / "third.xlsx", "O8", "สิบ")
    edited(inbox / "hr" / "รายงานผล_hr_2564-6m.xlsx", inbox / "hr" / "broken.xlsx", "W8", f"ดำเนินการ{BROKEN}แล้ว")
    (inbox / "fin" / "bad_2564-6m.xlsx").write_bytes(b"PK\x03\x04 broken")
    phrases = load_phrases(asset_path("templates/phrases.yaml"))
    reference = read_reference(SAMPLE / "reference")
    with borrowed_process() as validator:
        archive = Archive(root / "archive")
        arrivals = receive_files(inbox, archive, SEEN)
        submissions = gather(arrivals, archive, reference.rounds, reference.agency_of(), phrases)
        rules = load_rules(asset_path("expectations/rules.yaml"))
        findings = find_faults(submissions, reference, rules, phrases, validator)
    return Gathered(submissions, findings, reference, phrases)


IN_FORCE = f"select file_name from core.submission where division_code = 'pr' and round_code = '{HALF}' and is_in_force"


def decision(kind: str, recorded_at: datetime = SEEN, undone_at: datetime | None = None, **target: str) -> Decision:
    """Return a decision of the planning office."""
    until = date(2021, 12, 31)
    return Decision(1, kind, target, "หัวหน้ากลุ่มแผนงาน", "เหตุผลตัวอย่าง", until, recorded_at, undone_at)


def test_a_newer_accepted_file_replaces_the_older_and_a_returned_one_does_not(office: Gathered) -> None:
    assert office.ask(IN_FORCE) == [(SECOND,)]
    versions = office.ask(
        "select version_no, verdict from core.submission "
        f"where division_code = 'pr' and round_code = '{HALF}' order by version_no"
    )
    assert versions == [(1, "returned"), (2, "accepted_with_warnings"), (3, "returned")]


def test_the_older_file_stays_in_force_until_a_newer_one_is_accepted(office: Gathered) -> None:
    assert office.ask(IN_FORCE, without=[SECOND]) == []


def test_a_withdrawn_file_counts_no_more_and_its_division_has_nothing_in_force(office: Gathered) -> None:
    withdrawn = [decision("withdrawal", submission_id=office.id_of(SECOND))]
    assert office.ask(IN_FORCE, withdrawn) == []
    query = f"select verdict, is_accepted from rollup.completeness where division_code = 'pr' and round_code = '{HALF}'"
    assert office.ask(query, withdrawn, without=["third.xlsx"]) == [("withdrawn", False)]


def test_a_withdrawal_taken_back_or_made_later_than_as_of_changes_nothing(office: Gathered) -> None:
    name = office.id_of(SECOND)
    taken_back = decision("withdrawal", undone_at=SEEN, submission_id=name)
    assert office.ask(IN_FORCE, [taken_back]) == [(SECOND,)]
    later = decision("withdrawal", recorded_at=SEEN.replace(month=12), submission_id=name)
    assert office.ask(IN_FORCE, [later], as_of=SEEN) == [(SECOND,)]
    undone_later = decision("withdrawal", undone_at=SEEN.replace(month=12), submission_id=name)
    assert office.ask(IN_FORCE, [undone_later], as_of=SEEN) == []


def test_a_waived_rule_returns_no_file_and_stands_in_the_notes(office: Gathered) -> None:
    waived = [decision("waiver", rule="T01", round_code=HALF, division_code="hr")]
    verdict = "select verdict from core.submission where file_name = 'broken.xlsx'"
    assert office.ask(verdict) == [("returned",)]
    assert office.ask(verdict, waived) == [("accepted",)]
    kept = "select is_waived from core.finding where rule = 'T01' and division_code = 'hr'"
    assert office.ask(kept, waived) == [(True,)]
    assert office.ask(f"select rule from report.waiver where round_code = '{HALF}'", waived) == [("T01",)]


@pytest.mark.parametrize(
    "target",
    [
        {"rule": "T01", "round_code": YEAR},
        {"rule": "T01", "round_code": HALF, "division_code": "pr"},
        {"rule": "T01", "round_code": HALF, "item_code": "9.9.9"},
        {"rule": "T02", "round_code": HALF},
    ],
)
def test_a_waiver_reaches_no_further_than_it_says(office: Gathered, target: dict[str, str]) -> None:
    verdict = "select verdict from core.submission where file_name = 'broken.xlsx'"
    assert office.ask(verdict, [decision("waiver", **target)]) == [("returned",)]


def test_a_waiver_of_what_cannot_be_waived_has_no_effect_wherever_it_came_from(office: Gathered) -> None:
    of_a_word = decision("waiver", rule="R01", round_code=HALF, division_code="pr")
    of_the_file = decision("waiver", rule="S01", round_code=HALF)
    files = "select file_name, verdict from core.submission where file_name in ('third.xlsx', 'bad_2564-6m.xlsx')"
    expected = [("bad_2564-6m.xlsx", "refused"), ("third.xlsx", "returned")]
    assert sorted(office.ask(files, [of_a_word, replace(of_the_file, number=2)]), key=str) == expected


def test_a_waiver_of_another_agency_has_no_effect(office: Gathered) -> None:
    verdict = "select verdict from core.submission where file_name = 'broken.xlsx'"
    theirs = decision("waiver", rule="T01", round_code=HALF, agency_code="another")
    ours = decision("waiver", rule="T01", round_code=HALF, agency_code="tpso")
    assert office.ask(verdict, [theirs]) == [("returned",)]
    assert office.ask(verdict, [ours]) == [("accepted",)]
    assert office.ask(f"select rule from report.waiver where round_code = '{HALF}'", [theirs]) == []


def test_a_waiver_that_ended_before_the_file_came_does_not_hold(office: Gathered) -> None:
    ended = Decision(1, "waiver", {"rule": "T01"}, "หัวหน้า", "เหตุผล", date(2021, 10, 31), SEEN)
    assert office.ask("select verdict from core.submission where file_name = 'broken.xlsx'", [ended]) == [("returned",)]


def test_a_rule_on_trial_returns_no_file_and_is_told_as_a_notice(office: Gathered) -> None:
    query = (
        "select s.verdict, f.severity, starts_with(f.message_th, '(ทดลองใช้) ') from core.submission as s "
        "inner join core.finding as f on s.submission_id = f.submission_id and f.rule = 'T01' "
        "where s.file_name = 'broken.xlsx'"
    )
    assert office.ask(query) == [("returned", "error", False)]
    assert office.ask(query, on_trial="T01") == [("accepted", "notice", True)]


def test_a_bad_file_of_the_first_half_never_blocks_the_year(office: Gathered) -> None:
    assert office.ask("select verdict from core.submission where file_name = 'bad_2564-6m.xlsx'") == [("refused",)]
    query = f"select sum(item_count), sum(met_count) from rollup.agency_round where round_code = '{YEAR}'"
    assert office.ask(query) == [(18, 14)]


def correction(office: Gathered, **changes: object) -> Correction:
    """Return the mending of the broken word."""
    values = {
        "line_no": 2,
        "submission": office.id_of("broken.xlsx")[:8],
        "field": "3.0.5.narrative",
        "from_text": f"ดำเนินการ{BROKEN}แล้ว",
        "to_text": "ดำเนินการกล่อมเกลาทางสังคมแล้ว",
        "reason": "พิมพ์ผิด",
        "role": "กลุ่มแผนงาน",
        "until_on": date(2021, 12, 31),
    }
    return Correction(**{**values, **changes})  # type: ignore[arg-type]


def narrative(office: Gathered, submissions: Sequence[Submission]) -> object:
    """Return the narrative of the broken form."""
    (one,) = [s for s in submissions if s.submission_id == office.id_of("broken.xlsx")]
    return one.tables["results"][0]["narrative"], one.mended[0].is_applied if one.mended else None


def test_a_correction_mends_a_wording_without_a_return(office: Gathered) -> None:
    mended = apply_corrections(office.submissions, [correction(office)])
    assert narrative(office, mended) == ("ดำเนินการกล่อมเกลาทางสังคมแล้ว", True)
    (broken,) = [s for s in mended if s.arrival.file_name == "broken.xlsx"]
    with borrowed_process() as validator:
        rules = load_rules(asset_path("expectations/rules.yaml"))
        found = find_faults([broken], office.reference, rules, office.phrases, validator)
    assert "T01" not in {finding.rule for finding in found}


def test_a_correction_whose_from_does_not_stand_there_is_kept_back_and_told(office: Gathered) -> None:
    mended = apply_corrections(office.submissions, [correction(office, from_text="ข้อความอื่น")])
    assert narrative(office, mended) == (f"ดำเนินการ{BROKEN}แล้ว", False)


def test_a_correction_holds_for_files_received_by_its_until(office: Gathered) -> None:
    mended = apply_corrections(office.submissions, [correction(office, until_on=date(2021, 10, 31))])
    assert narrative(office, mended) == (f"ดำเนินการ{BROKEN}แล้ว", None)


HEAD = "submission,field,from,to,reason,role,until\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("abcdef12,1.1.1.value,2,3,พิมพ์ผิด,กลุ่มแผนงาน,2021-12-31", "แก้ได้เฉพาะข้อความ"),
        ("abcdef12,1.1.1.outcome_text,๒ ครั้ง,๓ ครั้ง,พิมพ์ผิด,กลุ่มแผนงาน,2021-12-31", "ตัวเลขในผลลัพธ์"),
        ("abc,1.1.1.narrative,ก,ข,พิมพ์ผิด,กลุ่มแผนงาน,2021-12-31", "อย่างน้อย ๖"),
        ("abcdef12,1.1.1.narrative,ก,ข,,กลุ่มแผนงาน,2021-12-31", "ไม่มี reason"),
        ("abcdef12,1.1.1.narrative,ก,ข,พิมพ์ผิด,กลุ่มแผนงาน,ปลายปี", "อ่านเป็นวันที่ให้แน่ชัดไม่ได้"),
    ],
)
def test_a_line_that_cannot_be_a_correction_is_told_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    shutil.copytree(SAMPLE / "reference", tmp_path / "reference")
    (tmp_path / "reference/corrections.csv").write_text(HEAD + line + "\n", encoding="utf-8")
    with pytest.raises(FaultyReference, match="บรรทัดที่ 2") as told:
        read_reference(tmp_path / "reference")
    assert said in str(told.value)


def test_a_round_that_is_neither_of_six_months_nor_of_the_year_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "reference", tmp_path / "reference")
    path = tmp_path / "reference/rounds.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",6m,", ",9m,"), encoding="utf-8")
    with pytest.raises(FaultyReference, match=r"rounds\.csv บรรทัดที่ 2 ช่อง round เป็น “9m”"):
        read_reference(tmp_path / "reference")


@pytest.fixture
def home(tmp_path: Path, office: Gathered) -> Path:
    """Return a home whose journal knows the sample's files."""
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_arrivals([one.arrival for one in office.submissions])
    return tmp_path


GROUND = DecisionReason("หัวหน้ากลุ่มแผนงาน", "ส่งผิดฉบับ", date(2021, 12, 31), SEEN)


def test_a_withdrawal_is_found_by_the_first_letters_of_its_hash_and_can_be_undone(home: Path, office: Gathered) -> None:
    name = office.id_of(SECOND)
    assert withdraw(home, name[:8], GROUND, office.phrases) == name
    with Journal(home / "journal.sqlite") as journal:
        assert [(one.target, one.undone_at) for one in journal.decisions()] == [({"submission_id": name}, None)]
    withdraw(home, name, GROUND, office.phrases, undo=True)
    with Journal(home / "journal.sqlite") as journal:
        assert [one.undone_at for one in journal.decisions()] == [SEEN]
    with pytest.raises(UsageError):
        withdraw(home, name, GROUND, office.phrases, undo=True)


def test_a_name_of_no_file_is_told(home: Path, office: Gathered) -> None:
    with pytest.raises(UsageError, match="ไม่พบไฟล์รายงาน"):
        withdraw(home, "ffffffffffff", GROUND, office.phrases)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"rule": "S01", "round_code": HALF}, "ผ่อนผันเกณฑ์ S01 ไม่ได้"),
        ({"rule": "R33", "round_code": HALF}, "ผ่อนผันเกณฑ์ R33 ไม่ได้ เพราะเป็นเกณฑ์ที่รักษารหัส"),
        ({"rule": "P28", "round_code": HALF}, "ผ่อนผันเกณฑ์ P28 ไม่ได้ เพราะเป็นเกณฑ์ที่รักษารหัส"),
        ({"rule": "Z99", "round_code": HALF}, "ไม่รู้จักเกณฑ์"),
        ({"rule": "R12", "round_code": "2599-6m"}, "ไม่รู้จักรอบ"),
        ({"rule": "R12", "round_code": HALF, "division_code": "nobody"}, "ไม่พบหน่วยงาน"),
    ],
)
def test_a_waiver_of_what_is_not_known_is_told(home: Path, office: Gathered, target: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        waive(home, target, GROUND, office.reference, office.phrases)


def test_a_waiver_of_a_journal_older_than_agencies_is_taken_back_too(home: Path, office: Gathered) -> None:
    old = {"rule": "R12", "round_code": HALF}
    with Journal(home / "journal.sqlite") as journal:
        journal.record_decision("waiver", old, GROUND.role, GROUND.reason, GROUND.until_on, SEEN)
    waive(home, {**old, "division_code": "", "item_code": ""}, GROUND, office.reference, office.phrases, undo=True)
    with Journal(home / "journal.sqlite") as journal:
        assert [one.undone_at for one in journal.decisions()] == [SEEN]


def test_a_waiver_is_recorded_and_taken_back(home: Path, office: Gathered) -> None:
    target = {"rule": "R12", "round_code": HALF, "division_code": "", "item_code": ""}
    waive(home, target, GROUND, office.reference, office.phrases)
    waive(home, target, GROUND, office.reference, office.phrases, undo=True)
    with Journal(home / "journal.sqlite") as journal:
        (one,) = journal.decisions()
    waived = {"agency_code": "tpso", "rule": "R12", "round_code": HALF}
    assert (one.kind, one.target, one.undone_at) == ("waiver", waived, SEEN)
