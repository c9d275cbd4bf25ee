"""What is due is done once: across failures, a killed process and another run at work; who still owes is written to."""

import json
import multiprocessing
import os
import shutil
import signal
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from sarup.cli import app as cli
from sarup.codes import ActKind, ActOutcome
from sarup.commands.acts import check_editions, open_round, say_notices
from sarup.commands.calendar import read_calendar, say_calendar
from sarup.commands.due import Doers, do_due, find_due, journaled_acts
from sarup.errors import BrokenEditionError, BusyError, UsageError
from sarup.gather.reference_folder import read_reference
from sarup.office.calendar import Act
from sarup.phrases import known_phrases
from sarup.record.decisions import DecisionReason
from sarup.record.journal import Journal
from tests.support.document_texts import read_text
from tests.support.whole_way import HALF, SAMPLE, Published

REFERENCE = SAMPLE / "reference"
OF_ROUNDS = tuple(kind for kind in ActKind if kind not in (ActKind.CHECK, ActKind.PRUNE, ActKind.REPORT_CHANGES))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@dataclass
class Office:
    """A home without any file, and what was done in it."""

    home: Path
    done: list[str] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)

    def doers(self, kinds: tuple[ActKind, ...] = OF_ROUNDS) -> Doers:
        def do(act: Act) -> None:
            word = f"{act.round_code} {act.kind}{act.working_days:+d}"
            if word in self.fails:
                raise self.fails[word]
            self.done.append(word)

        return dict.fromkeys(kinds, do)

    def look(self, now: str, kinds: tuple[ActKind, ...] = OF_ROUNDS) -> list[str]:
        """Do what is due at a time and return what was done."""
        self.done.clear()
        do_due(self.home, self.home / "inbox", REFERENCE, self.doers(kinds), lambda: at(now)).raise_failures()
        return list(self.done)

    def journal(self) -> list[tuple[str, str]]:
        return [(act.key, act.outcome) for act in journaled_acts(self.home)]


@pytest.fixture
def idle(tmp_path: Path) -> Office:
    return Office(tmp_path / "home")


def test_an_act_is_done_once_and_journaled_with_its_times(idle: Office) -> None:
    assert idle.look("2021-03-15T08:29") == []
    assert idle.look("2021-03-15T08:34") == ["2564-6m open-20"]
    assert idle.look("2021-03-15T08:39") == []
    (act,) = journaled_acts(idle.home)
    assert (act.kind, act.round_code, act.outcome) == (ActKind.OPEN, HALF, ActOutcome.DONE)
    assert (act.due_at, act.done_at) == (at("2021-03-15T08:30"), at("2021-03-15T08:34"))


def test_after_days_off_the_journal_tells_what_was_passed_over(idle: Office) -> None:
    idle.look("2021-03-24T09:00")
    assert idle.look("2021-04-20T09:00") == ["2564-6m report+0", "2564-6m remind+1"]
    assert idle.journal() == [
        ("open/2564-6m/2021-04-16/-20", "done"),
        ("remind/2564-6m/2021-04-16/-14", "done"),
        ("remind/2564-6m/2021-04-16/-7", "passed_over"),
        ("remind/2564-6m/2021-04-16/-1", "passed_over"),
        ("report/2564-6m/2021-04-16/+0", "done"),
        ("remind/2564-6m/2021-04-16/+1", "done"),
    ]


def test_what_fails_stays_due_and_holds_up_its_own_round_only(idle: Office) -> None:
    idle.fails["2564-6m report+0"] = UsageError("no plan")
    with pytest.raises(ExceptionGroup) as told:
        idle.look("2021-10-14T09:00", (ActKind.OPEN, ActKind.REPORT, ActKind.ASK_CLOSING))
    assert idle.done == ["2564-12m open-20"]
    assert told.value.exceptions == (idle.fails["2564-6m report+0"],)
    assert idle.journal() == [("open/2564-6m/2021-04-16/-20", "passed_over"), ("open/2564-12m/2021-10-15/-20", "done")]


def test_a_failed_act_is_tried_again_and_those_after_it_follow(idle: Office) -> None:
    idle.fails["2564-6m open-20"] = OSError("the disk is full")
    with pytest.raises(ExceptionGroup):
        idle.look("2021-03-24T09:00")
    assert (idle.done, idle.journal()) == ([], [])
    idle.fails.clear()
    assert idle.look("2021-03-24T09:05") == ["2564-6m open-20", "2564-6m remind-14"]


def test_while_another_run_is_at_work_everything_waits(idle: Office) -> None:
    idle.fails["2564-6m open-20"] = BusyError("another run")
    doings = do_due(idle.home, idle.home, REFERENCE, idle.doers(), lambda: at("2021-03-24T09:00"))
    assert (doings.is_busy, doings.journaled, doings.failed) == (True, (), ())
    doings.raise_failures()
    idle.fails.clear()
    assert idle.look("2021-03-24T09:05") == ["2564-6m open-20", "2564-6m remind-14"]


def test_two_looks_at_once_do_nothing_twice(idle: Office) -> None:
    idle.home.mkdir()
    with FileLock(idle.home / ".acts.lock"), pytest.raises(BusyError):
        idle.look("2021-03-15T09:00")
    assert idle.done == []


def be_killed(home: Path, deadly: str, log: Path) -> None:
    """Do what is due, write each act down, and die in the midst of one."""

    def do(act: Act) -> None:
        with log.open("a") as lines:
            lines.write(f"{act.kind}{act.working_days:+d}\n")
        if f"{act.kind}{act.working_days:+d}" == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    do_due(home, home, REFERENCE, dict.fromkeys(OF_ROUNDS, do), lambda: at("2021-04-20T09:00"))


def test_an_act_in_whose_midst_the_process_was_killed_is_done_again_and_no_other(tmp_path: Path) -> None:
    log = tmp_path / "log"
    killed = multiprocessing.get_context("fork").Process(target=be_killed, args=(tmp_path / "home", "report+0", log))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    be_killed(tmp_path / "home", "nothing", log)
    be_killed(tmp_path / "home", "nothing", log)
    assert log.read_text().split() == ["open-20", "report+0", "report+0", "remind+1"]


def test_the_next_year_needs_only_its_lines(idle: Office, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    kinds = frozenset(OF_ROUNDS)
    before = find_due(idle.home, idle.home, folder, kinds, at("2022-03-15T09:00"))
    with (folder / "rounds.csv").open("a", encoding="utf-8") as lines:
        lines.write("2565-6m,2565,6m,รอบ ๖ เดือน,2021-10-01,2022-03-31,2021-10-01,2022-03-31,2022-04-15,open\n")
    after = find_due(idle.home, idle.home, folder, kinds, at("2022-03-15T09:00"))
    assert [one.act.key for one in after if one not in before] == ["open/2565-6m/2022-04-18/-20"]


@pytest.fixture
def sample(office: Published, tmp_path: Path) -> Published:
    """Return a copy of the sample's published home."""
    return Published(shutil.copytree(office.home, tmp_path / "home"), {}, {}, office.inbox, office.reference)


def act_of(kind: ActKind, days: int = 0) -> Act:
    return Act(kind, HALF, datetime(2021, 4, 16).date(), days, at("2021-04-12T08:30"))


def test_only_who_still_owes_is_reminded(sample: Published) -> None:
    (page,) = say_notices(sample.home, REFERENCE, act_of(ActKind.REMIND, -1), at("2021-04-12T08:31"))
    assert page == sample.home / "outbox/data/2564-6m/2021-04-12-remind.html"
    said = read_text(page)
    assert "ภายในวันที่ ๑๖ เมษายน ๒๕๖๔" in said and "ยังไม่ได้รับไฟล์รายงานของ" in said and "เหลือเวลา ๔ วัน" in said


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021-04-16T08:31", "ซึ่งเป็นวันนี้"),
        ("2021-04-19T08:31", "ล่วงเลยกำหนดส่งรายงาน รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔ มาแล้ว ๓ วัน"),
    ],
)
def test_a_reminder_tells_the_days_that_are_left_or_over(sample: Published, day: str, words: str) -> None:
    (page,) = say_notices(sample.home, REFERENCE, act_of(ActKind.REMIND), at(day))
    assert words in read_text(page)


def test_whose_file_is_to_be_mended_is_not_told_that_nothing_came(sample: Published) -> None:
    warehouse = sample.home / "sarup.duckdb"
    warehouse.chmod(0o644)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update rollup.completeness set is_received = true where division_code = 'data'")
    for day, words in (("12", "เหลือเวลา ๔ วัน"), ("16", "ซึ่งเป็นวันนี้"), ("19", "มาแล้ว ๓ วัน")):
        (page,) = say_notices(sample.home, REFERENCE, act_of(ActKind.REMIND), at(f"2021-04-{day}T08:31"))
        said = read_text(page)
        assert words in said and "ยังต้องแก้ไขก่อนจึงจะรับได้" in said and "ยังไม่ได้รับไฟล์" not in said


@pytest.mark.parametrize(
    ("kind", "words"),
    [(ActKind.ASK_APPROVAL, "พิจารณาให้ความเห็นชอบ"), (ActKind.ASK_CLOSING, "sarup close 2564-6m")],
)
def test_the_planning_office_is_asked_and_nothing_is_closed(sample: Published, kind: ActKind, words: str) -> None:
    (page,) = say_notices(sample.home, REFERENCE, act_of(kind), at("2021-04-28T08:31"))
    assert page == sample.home / f"outbox/plan/2564-6m/2021-04-28-{kind}.html"
    said = read_text(page)
    assert words in said and "๑๑ หน่วยงาน รับรายงานแล้ว ๑๐ หน่วยงาน" in said
    with Journal(sample.home / "journal.sqlite") as journal:
        assert journal.decisions() == []


def test_before_the_first_report_nobody_is_reminded(tmp_path: Path) -> None:
    assert say_notices(tmp_path, REFERENCE, act_of(ActKind.REMIND), at("2021-04-12T08:31")) == []


def test_a_round_is_opened_with_a_form_for_every_division_of_the_plan(sample: Published) -> None:
    forms = open_round(sample.home, sample.inbox, REFERENCE, act_of(ActKind.OPEN, -20), at("2021-03-15T08:31"))
    assert len(forms) == 11
    assert sample.home / "outbox/data/data_2564-6m.xlsx" in forms and all(path.is_file() for path in forms)


REPORTS = (ActKind.REPORT, ActKind.REPORT_CHANGES)


def reports_due(sample: Published, now: str) -> list[tuple[str, str]]:
    due = find_due(sample.home, sample.inbox, REFERENCE, frozenset(REPORTS), at(now))
    return [(one.act.kind, one.act.round_code) for one in due if one.outcome == ActOutcome.DONE]


def test_a_round_whose_files_a_report_has_seen_is_not_reported_again(sample: Published) -> None:
    """The sample's home was published by hand: each round is reported once, then only when something changed."""
    now = "2021-10-20T10:00"
    assert reports_due(sample, now) == [("report", HALF), ("report", "2564-12m")]
    do_due(sample.home, sample.inbox, REFERENCE, dict.fromkeys(REPORTS, lambda act: None), lambda: at(now))
    assert reports_due(sample, "2021-10-20T10:05") == []


def test_a_decision_and_a_new_file_are_reported(sample: Published, tmp_path: Path) -> None:
    do_due(
        sample.home, sample.inbox, REFERENCE, dict.fromkeys(REPORTS, lambda act: None), lambda: at("2021-10-20T10:00")
    )
    with Journal(sample.home / "journal.sqlite") as journal:
        journal.record_decision("withdrawal", {"submission_id": "x"}, "ก", "ข", None, at("2021-10-20T10:03"))
    assert reports_due(sample, "2021-10-20T10:05") == [("report_changes", "2564-12m")]
    do_due(
        sample.home, sample.inbox, REFERENCE, dict.fromkeys(REPORTS, lambda act: None), lambda: at("2021-10-20T10:05")
    )
    assert reports_due(sample, "2021-10-20T10:10") == []
    inbox = Path(shutil.copytree(sample.inbox, tmp_path / "inbox"))
    (inbox / "data" / "ใหม่.xlsx").write_bytes((inbox / "pr" / "รายงานผล_pr_2564-6m.xlsx").read_bytes())
    due = find_due(sample.home, inbox, REFERENCE, frozenset(REPORTS), at("2021-10-20T10:10"))
    assert [(one.act.kind, one.act.round_code) for one in due] == [("report_changes", "2564-12m")]


def test_the_nightly_check_tells_an_edition_that_was_changed(tmp_path: Path) -> None:
    assert check_editions(tmp_path) == 0
    why = DecisionReason("ก", "ข", None, at("2021-05-06T09:00"))
    target = {"round_code": HALF, "edition_no": "1", "agency_code": "tpso", "manifest_sha256": "0" * 64}
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.record_decision("closing", target, why.role, why.reason, None, why.recorded_at)
    with pytest.raises(BrokenEditionError):
        check_editions(tmp_path)


def said_at(home: Path, now: str, reference: Path = REFERENCE) -> list[str]:
    return say_calendar(read_calendar(home, read_reference(reference), at(now)), known_phrases())


def test_the_calendar_tells_in_thai_what_was_done_and_what_comes_next(idle: Office) -> None:
    idle.look("2021-04-08T09:00")
    assert said_at(idle.home, "2021-04-16T08:31") == [
        "รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔ (2564-6m) ครบกำหนดส่งวันที่ ๑๖ เมษายน ๒๕๖๔ "
        "(เลื่อนจากวันที่ ๑๕ เมษายน ๒๕๖๔ ซึ่งเป็นวันหยุด) · เปิดรับรายงาน",
        "    ๑๕ มี.ค. ๖๔ เวลา ๐๘.๓๐ น.: เปิดรอบและจัดทำแบบรายงานของหน่วยงาน · ดำเนินการแล้ว ๘ เม.ย. ๖๔ เวลา ๐๙.๐๐ น.",
        "    ๒๓ มี.ค. ๖๔ เวลา ๐๘.๓๐ น.: เตือนหน่วยงานที่ยังค้างส่ง ก่อนครบกำหนด ๑๔ วันทำการ · ข้ามไป เพราะพ้นเวลาแล้ว",
        "    ๑ เม.ย. ๖๔ เวลา ๐๘.๓๐ น.: เตือนหน่วยงานที่ยังค้างส่ง ก่อนครบกำหนด ๗ วันทำการ "
        "· ดำเนินการแล้ว ๘ เม.ย. ๖๔ เวลา ๐๙.๐๐ น.",
        "    ๑๒ เม.ย. ๖๔ เวลา ๐๘.๓๐ น.: เตือนหน่วยงานที่ยังค้างส่ง ก่อนครบกำหนด ๑ วันทำการ · ถึงเวลาแล้ว รอดำเนินการ",
        "    ๑๗ เม.ย. ๖๔ เวลา ๐๒.๐๐ น.: จัดทำรายงานเมื่อครบกำหนด · ยังไม่ถึงเวลา",
        "    ๑๙ เม.ย. ๖๔ เวลา ๐๘.๓๐ น.: เตือนหน่วยงานที่ยังค้างส่ง หลังครบกำหนด ๑ วันทำการ · ยังไม่ถึงเวลา",
        "    ๒๗ เม.ย. ๖๔ เวลา ๐๘.๓๐ น.: เตือนหน่วยงานที่ยังค้างส่ง หลังครบกำหนด ๗ วันทำการ · ยังไม่ถึงเวลา",
        "    ๒๘ เม.ย. ๖๔ เวลา ๐๘.๓๐ น.: แจ้งให้เสนอรายงานเพื่อขอความเห็นชอบ · ยังไม่ถึงเวลา",
        "    ๖ พ.ค. ๖๔ เวลา ๐๘.๓๐ น.: แจ้งให้พิจารณาปิดรอบ · ยังไม่ถึงเวลา",
        *said_at(idle.home, "2021-04-16T08:31")[10:-1],
        "ลำดับถัดไป: ๑๗ เม.ย. ๖๔ เวลา ๐๒.๐๐ น. จัดทำรายงานเมื่อครบกำหนด (2564-6m)",
    ]


def test_the_calendar_tells_what_every_night_has_and_that_no_round_is_left(idle: Office) -> None:
    idle.look("2021-12-01T09:00", (*OF_ROUNDS, ActKind.CHECK))
    assert said_at(idle.home, "2021-12-01T09:05")[-4:] == [
        "ทุกคืน",
        "    ๑ ธ.ค. ๖๔ เวลา ๐๓.๐๐ น.: ตรวจสอบประจำคืน · ดำเนินการแล้ว ๑ ธ.ค. ๖๔ เวลา ๐๙.๐๐ น.",
        "    ๒ ธ.ค. ๖๔ เวลา ๐๓.๐๐ น.: ตรวจสอบประจำคืน · ยังไม่ถึงเวลา",
        "ไม่มีกำหนดการที่รออยู่ โปรดเพิ่มรอบของปีงบประมาณถัดไปใน rounds.csv",
    ]


def test_a_closed_round_is_one_line(idle: Office, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    text = (folder / "rounds.csv").read_text(encoding="utf-8")
    (folder / "rounds.csv").write_text(text.replace("2021-04-15,open", "2021-04-15,closed"), encoding="utf-8")
    lines = said_at(idle.home, "2021-04-08T09:00", folder)
    assert [line.rpartition(" · ")[2] for line in lines[:2]] == ["ปิดรอบแล้ว", "เปิดรับรายงาน"]


def test_the_command_needs_a_reference_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, code in ((f"--home {tmp_path}", 64), (f"--home {tmp_path} --reference {REFERENCE} --json", 0)):
        monkeypatch.setattr("sys.argv", ["sarup", "calendar", *words.split()])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        assert (ending.value.code or 0) == code
    first = json.loads(capsys.readouterr().out)["rounds"][0]
    assert (first["announced_due_on"], first["due_on"], first["acts"][0]["kind"]) == (
        "2021-04-15",
        "2021-04-16",
        "open",
    )
