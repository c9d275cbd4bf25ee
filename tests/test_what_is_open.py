"""What the planning office is told speaks of what is open now: to mend, sent and waiting, or not sent at all."""

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from sarup.assets import asset_path
from sarup.commands.forms import write_forms
from sarup.commands.run_summary import RunSummary, say_summary
from sarup.commands.status import read_status, say_status
from sarup.errors import UsageError
from sarup.office.document_choice import NO_DOCUMENTS
from sarup.phrases import load_phrases
from sarup.pipeline import open_run
from tests.support.office_at_work import OfficeAtWork, edited
from tests.support.whole_way import HALF, SAMPLE

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
RETURNED, MENDED = "รายงานผล_pr_2564-6m_ฉบับที่1.xlsx", "รายงานผล_pr_2564-6m.xlsx"
IN_TIME, AFTER = "2021-04-08T09:00:00+07:00", "2021-04-20T09:00:00+07:00"


def put(office: OfficeAtWork, *names: str) -> None:
    """Copy files of the sample's inbox to the office's."""
    for name in names:
        (office.inbox / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / "inbox" / name, office.inbox / name)


def text_of(path: Path) -> str:
    """Return a letter's text without its tags."""
    return " ".join(re.sub("<[^>]*>", "", path.read_text(encoding="utf-8").partition("<body")[2]).split())


def letter(office: OfficeAtWork, place: str) -> str:
    """Return the one letter that a pattern below the outbox finds, without its marks for breaks of words."""
    (path,) = (office.home / "outbox").glob(place)
    return text_of(path)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[OfficeAtWork, RunSummary, str, RunSummary]:
    """Return an office with a returned form and an unreadable one, its summary and letter, and the summary afterwards.

    The second run sees the mended form, and another returned one that came after the due day.
    """
    root = tmp_path_factory.mktemp("open")
    office = OfficeAtWork(root / "home", root / "inbox")
    put(office, "plan/plan-2564.xlsx", f"pr/{RETURNED}")
    (office.inbox / "fin").mkdir()
    (office.inbox / "fin/รายงาน.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    first = office.report(at=IN_TIME, choice=NO_DOCUMENTS)
    asked = letter(office, f"pr/{HALF}/01-*-returned.html")
    put(office, f"pr/{MENDED}")
    (office.inbox / "legal").mkdir()
    edited(SAMPLE / "inbox/legal/รายงานผล_legal_2564-6m.xlsx", office.inbox / "legal/a_2564-6m.xlsx", {"O8": "หก"})
    return office, first, asked, office.report(at=AFTER, choice=NO_DOCUMENTS)


def test_who_sent_a_file_is_waited_for_to_mend_it_and_not_called_silent(
    runs: tuple[OfficeAtWork, RunSummary, str, RunSummary],
) -> None:
    office, first, _, second = runs
    waiting = next(line for line in say_summary(first, PHRASES) if line.startswith("ส่งแล้ว รอแก้ไข: "))
    assert "กลุ่มประชาสัมพันธ์" in waiting and len(first.not_accepted) == 2
    assert not {name for name in first.not_accepted} & {*first.missing}
    assert len(second.not_accepted) == 2
    said = say_status(read_status(office.home, HALF, PHRASES), PHRASES)
    assert [line.partition(": ")[2] for line in said if "(fin)" in line] == ["ส่งแล้ว รอแก้ไข"]
    assert [line.partition(": ")[2] for line in said if "(it)" in line] == ["ยังไม่ส่ง"]


def test_a_version_that_another_one_took_the_place_of_is_not_listed_as_to_mend(
    runs: tuple[OfficeAtWork, RunSummary, str, RunSummary],
) -> None:
    office, first, _, second = runs
    before, after = ("\n".join(say_summary(one, PHRASES)) for one in (first, second))
    assert RETURNED in before and "ส่งกลับเพื่อแก้ไข 1 ไม่รับ 1 กักไว้ 0 มีฉบับใหม่แทนแล้ว 0" in before
    assert RETURNED not in after and "a_2564-6m.xlsx" in after
    assert "ส่งกลับเพื่อแก้ไข 1 ไม่รับ 1 กักไว้ 0 มีฉบับใหม่แทนแล้ว 1" in after
    said = say_status(read_status(office.home, HALF, PHRASES), PHRASES)
    assert [line.rpartition(" · ")[2] for line in said if "ฉบับที่1" in line] == ["มีฉบับใหม่แทนแล้ว"]


def test_a_letter_asks_for_a_file_by_no_day_that_is_over(
    runs: tuple[OfficeAtWork, RunSummary, str, RunSummary],
) -> None:
    office, _, asked, _ = runs
    assert "ภายในวันที่ ๑๖ เมษายน ๒๕๖๔ หรือโดยเร็วหากพ้นกำหนด" in asked
    late = letter(office, f"legal/{HALF}/01-*-returned.html")
    assert "ส่งใหม่โดยเร็ว" in late and "ภายในวันที่" not in late


def test_a_letter_asks_for_nothing_that_was_sent_again(runs: tuple[OfficeAtWork, RunSummary, str, RunSummary]) -> None:
    superseded = letter(runs[0], f"pr/{HALF}/01-*-returned.html")
    assert "ผลการตรวจสอบไฟล์รายงาน" in superseded and "หน่วยงานได้ส่งฉบับใหม่แทนแล้ว" in superseded
    assert "ส่งใหม่ภายใน" not in superseded and "ขอให้แก้ไข" not in superseded


def test_a_file_that_nobody_could_read_is_answered_as_what_was_sent_last(
    runs: tuple[OfficeAtWork, RunSummary, str, RunSummary],
) -> None:
    assert "ระหว่างนี้ ยังไม่มีรายงานของหน่วยงานในรอบนี้" in letter(runs[0], "fin/other/01-*-refused.html")


def test_a_plan_is_called_a_plan(runs: tuple[OfficeAtWork, RunSummary, str, RunSummary]) -> None:
    plan = letter(runs[0], "plan/plan/01-*-receipt.html")
    assert "รับแผนปฏิบัติการแล้ว" in plan and "ได้รับไฟล์แผนปฏิบัติการของ" in plan
    assert "รอบรายงาน:" not in plan and "ไฟล์รายงานของ" not in plan and "ฉบับใหม่ภายในกำหนด" not in plan


def broken_plan(inbox: Path, name: str) -> None:
    """Save the sample's plan with a target that is no number, as its planner would."""
    book = openpyxl.load_workbook(SAMPLE / "inbox/plan/plan-2564.xlsx")
    book["ตัวชี้วัดและเป้าหมาย"]["F3"] = "หลายครั้ง"
    (inbox / "plan").mkdir(parents=True, exist_ok=True)
    book.save(inbox / "plan" / name)


def test_forms_says_which_plan_was_returned_and_what_to_mend(tmp_path: Path) -> None:
    broken_plan(tmp_path / "inbox", "แผน.xlsx")
    seen_at = datetime.fromisoformat(IN_TIME)
    run = open_run(HALF, tmp_path / "inbox", SAMPLE / "reference", tmp_path / "home", None, None, seen_at)
    with pytest.raises(UsageError) as told:
        write_forms(run, tmp_path / "forms")
    first, second, *_ = str(told.value).splitlines()
    assert first == "แผน plan/แผน.xlsx ส่งกลับเพื่อแก้ไข จึงยังไม่นำไปใช้"
    assert "เซลล์ F3" in second and "หลายครั้ง" in second

    shutil.copy(SAMPLE / "inbox/plan/plan-2564.xlsx", tmp_path / "inbox/plan/แผน 2.xlsx")
    later = replace(run, seen_at=datetime.fromisoformat(AFTER))
    assert write_forms(later, tmp_path / "forms").notes == ()


def test_forms_says_that_the_planning_office_s_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "inbox/plan").mkdir(parents=True)
    (tmp_path / "inbox/plan/แผน.xlsx").write_bytes(b"%PDF-1.7 \n")
    seen_at = datetime.fromisoformat(IN_TIME)
    run = open_run(HALF, tmp_path / "inbox", SAMPLE / "reference", tmp_path / "home", None, None, seen_at)
    with pytest.raises(UsageError, match=r"^อ่านไฟล์ plan/แผน\.xlsx เป็นแผนไม่ได้\n  ต้องแก้ไข .*\[S35\]\nไม่พบแผนที่ใช้ได้"):
        write_forms(run, tmp_path / "forms")
