"""A line of receipts.csv that somebody corrects takes effect with the next run and is told; the past stays known."""

import json
import shutil
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from sarup.assets import asset_path
from sarup.commands.run_summary import ChangedReceipt, RunSummary, say_summary
from sarup.commands.status import read_status, timeliness
from sarup.office.document_choice import NO_DOCUMENTS
from sarup.phrases import load_phrases
from sarup.warehouse_file import warehouse_path
from tests.support.office_at_work import OfficeAtWork
from tests.support.whole_way import HALF, SAMPLE

PHRASES = load_phrases(asset_path("templates/phrases.yaml"))
FORM, RETURNED = "รายงานผล_aud_2564-6m.xlsx", "รายงานผล_pr_2564-6m_ฉบับที่1.xlsx"
WRONG, RIGHT = "2021-04-20T09:00:00+07:00", "2021-04-14T16:00:00+07:00"
FIRST_RUN, BETWEEN, SECOND_RUN = (f"2021-11-0{day}T09:00:00+07:00" for day in (1, 2, 3))
WHEN = (
    "select cast(first_accepted_on as varchar), days_late, is_on_time from rollup.completeness "
    "where division_code = 'aud' and round_code = '2564-6m'"
)


def say_received(office: OfficeAtWork, when: str, channel: str = "folder") -> None:
    lines = ["path,received_at,channel", "plan/plan-2564.xlsx,2020-10-20T09:30:00+07:00,folder"]
    text = "\n".join([*lines, f"aud/{FORM},{when},{channel}"])
    (office.inbox / "receipts.csv").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[OfficeAtWork, RunSummary, RunSummary]:
    """Return an office of a plan and one form, with a run before and one after its line was corrected."""
    root = tmp_path_factory.mktemp("receipts")
    office = OfficeAtWork(root / "home", root / "inbox")
    for name in ("plan/plan-2564.xlsx", f"aud/{FORM}", f"pr/{RETURNED}"):
        (office.inbox / name).parent.mkdir(parents=True)
        shutil.copy(SAMPLE / "inbox" / name, office.inbox / name)
    say_received(office, WRONG)
    first = office.report(at=FIRST_RUN, choice=NO_DOCUMENTS)
    assert office.ask(WHEN) == [("2021-04-20", 4, False)]
    say_received(office, RIGHT)
    return office, first, office.report(at=SECOND_RUN, choice=NO_DOCUMENTS)


def test_the_corrected_line_takes_effect(runs: tuple[OfficeAtWork, RunSummary, RunSummary]) -> None:
    assert runs[0].ask(WHEN) == [("2021-04-14", 0, True)]


def test_the_run_tells_what_was_known_and_what_is(runs: tuple[OfficeAtWork, RunSummary, RunSummary]) -> None:
    _, first, second = runs
    assert first.receipt_changes == ()
    assert second.receipt_changes == (ChangedReceipt(f"aud/{FORM}", f"{WRONG} (folder)", f"{RIGHT} (folder)"),)
    said = f"วันเวลาที่ได้รับไฟล์ aud/{FORM} แก้ไขตาม receipts.csv จาก {WRONG} (folder) เป็น {RIGHT} (folder)"
    assert said in say_summary(second, PHRASES)
    assert json.loads(json.dumps(asdict(second)))["receipt_changes"][0]["after"] == f"{RIGHT} (folder)"


def test_a_look_into_the_past_uses_what_was_known_then(runs: tuple[OfficeAtWork, RunSummary, RunSummary]) -> None:
    office = runs[0]
    office.report(at=SECOND_RUN, as_of=BETWEEN, choice=NO_DOCUMENTS)
    past: Path = warehouse_path(office.home, datetime.fromisoformat(BETWEEN))
    assert office.ask(WHEN, past) == [("2021-04-20", 4, False)]
    assert office.ask(WHEN) == [("2021-04-14", 0, True)]


def test_who_sent_a_file_that_is_not_accepted_is_not_called_missing(
    runs: tuple[OfficeAtWork, RunSummary, RunSummary],
) -> None:
    summary = runs[2]
    assert summary.not_accepted == ("กลุ่มประชาสัมพันธ์ (ข้อมูลตัวอย่าง)",)
    assert len(summary.missing) == 9 and summary.not_accepted[0] not in summary.missing
    assert "ส่งแล้ว รอแก้ไข: กลุ่มประชาสัมพันธ์ (ข้อมูลตัวอย่าง)" in say_summary(summary, PHRASES)
    status = {one.division_code: timeliness(one, PHRASES) for one in read_status(runs[0].home, HALF, PHRASES).divisions}
    assert (status["aud"], status["pr"], status["it"]) == ("ส่งภายในกำหนด", "ส่งแล้ว รอแก้ไข", "ยังไม่ส่ง")
