"""What lies ready for a round: the letters of its files, its forms, the day's digest; and alarms beside mail."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from sarup.codes import ActKind, MailKind
from sarup.commands.mail_office import MailOffice, mail_log, open_mail_office
from sarup.commands.ready_notices import ready_alarms, ready_digests, ready_forms, ready_reminders
from sarup.commands.send import mark_messages, ready_letters, say_sent, send_messages, write_messages
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.post.notices import Alarm
from sarup.record.mail_log import MailOutcome, MailState, ReceivedMail, SentMail
from sarup.render.returned.notice import Notice
from sarup.render.returned.told_files import read_told
from sarup.settings import Settings
from sarup.warehouse_file import open_warehouse
from tests.support.whole_way import HALF, SAMPLE, Published

AT = datetime(2021, 4, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def desk(office: Published, tmp_path: Path) -> MailOffice:
    """Return the sample's office with a home of its own, as published."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(office.home / "sarup.duckdb", home)
    return open_mail_office(home, SAMPLE / "reference", Settings(), AT)


def test_every_file_is_answered_but_a_returned_one_that_was_sent_anew(desk: MailOffice) -> None:
    letters = ready_letters(desk, HALF)
    subjects = [one.subject for one in letters if one.division_code in ("pr", "aud")]
    assert subjects == [
        "รับรายงานแล้ว: กลุ่มตรวจสอบภายใน (ข้อมูลตัวอย่าง) รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔",
        "รับรายงานแล้ว มีข้อที่โปรดตรวจสอบ: กลุ่มประชาสัมพันธ์ (ข้อมูลตัวอย่าง) รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔",
    ]
    assert {one.kind for one in letters} == {MailKind.RECEIPT}
    plan = next(one for one in letters if one.subject.startswith("รับแผน"))
    again = {one.content for one in ready_letters(desk, "2564-12m")}
    assert plan.content in again and letters[0].content not in again


def test_a_returned_letter_brings_the_marked_workbook_and_says_so(desk: MailOffice) -> None:
    database = desk.home / "sarup.duckdb"
    database.chmod(0o644)
    with open_warehouse(database) as connection:
        connection.execute("delete from core.submission where division_code = 'pr' and version_no = 2")
        told = next(one for one in read_told(connection, HALF, desk.phrases) if one.file.division_code == "pr")
    place = desk.home / "outbox" / told.workbook
    place.parent.mkdir(parents=True)
    place.write_bytes(b"PK marked")
    ways = {}
    for host in (None, "imap.tpso.example"):
        office = replace(desk, settings=Settings(imap_host=host))
        letter = next(one for one in ready_letters(office, HALF) if one.division_code == "pr")
        ways[host] = letter.letter.closing[0]
    assert letter.subject.startswith("ขอให้แก้ไขรายงาน: กลุ่มประชาสัมพันธ์") and letter.kind == MailKind.RETURNED
    assert [(one.name, one.path) for one in letter.attachments] == [("รายงานผล_pr_2564-6m_ฉบับที่1.xlsx", place)]
    assert "ตอบกลับอีเมลนี้" in ways["imap.tpso.example"] and "อีเมล" not in ways[None]


def test_nothing_published_and_an_unknown_round_are_told(tmp_path: Path) -> None:
    empty = open_mail_office(tmp_path / "home", SAMPLE / "reference", Settings(), AT)
    with pytest.raises(UsageError, match="2564-9m"):
        ready_letters(empty, "2564-9m")
    with pytest.raises(UsageError, match=str(tmp_path)):
        ready_letters(empty, HALF)


def test_a_form_goes_to_its_division_with_its_plan_and_count(desk: MailOffice, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="sarup forms 2564-6m"):
        ready_forms(desk, HALF, tmp_path)
    (tmp_path / "aud").mkdir()
    shutil.copy(SAMPLE / "inbox" / "aud" / "รายงานผล_aud_2564-6m.xlsx", tmp_path / "aud" / "aud_2564-6m.xlsx")
    (form,) = ready_forms(desk, HALF, tmp_path)
    assert form.subject == "แบบรายงานผลการดำเนินการ รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔"
    assert "ตามแผนปฏิบัติการป้องกันและปราบปรามการทุจริต รอบ" in form.letter.opening
    assert "จำนวน ๑ รายการ มาพร้อมนี้ โปรดกรอกข้อมูลและส่งภายในวันที่ ๑๖ เมษายน ๒๕๖๔" in form.letter.opening
    assert [one.name for one in form.attachments] == ["aud_2564-6m.xlsx"]


def test_the_digest_tells_how_the_round_stands_and_what_to_look_after(desk: MailOffice) -> None:
    held = desk.home / "held"
    held.mkdir()
    (held / "20210419T020000Z-0123456789ab.eml").write_bytes(b"From: x@x.example\r\n\r\n")
    with mail_log(desk.home) as log:
        log.note_sent(SentMail("<1@x>", MailKind.RECEIPT, HALF, "pr", "ผู้ประสานงาน", MailState.REFUSED, "550 5.1.1", AT))
        log.note_received(ReceivedMail("m", 1, 1, "", MailOutcome.TOO_LARGE, "", 0, AT))
        (digest,) = ready_digests(desk, HALF, log)
    told = "\n".join(
        f"{line.place} {line.sentence} {line.remedy}" for part in digest.letter.parts for line in part.lines
    )
    assert digest.subject == "สรุปการส่งรายงาน รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔ ณ วันที่ ๒๐ เมษายน ๒๕๖๔"
    assert dict(digest.letter.facts)["รับรายงานแล้ว"] == "๑๐ หน่วยงาน"
    assert digest.division_code == "plan"
    assert "ศูนย์ข้อมูลข่าวสาร" in told
    assert "๑ ฉบับ เพราะผู้ส่งไม่อยู่ใน contacts.csv" in told and "x@x.example" not in told
    assert "ใหญ่เกินกำหนด ๑ ฉบับ" in told
    assert "กลุ่มประชาสัมพันธ์ (ข้อมูลตัวอย่าง) ไม่ได้รับใบรับ" in told and "รหัส 550 5.1.1" in told


def test_the_next_digest_tells_what_came_since_the_last(desk: MailOffice) -> None:
    with mail_log(desk.home) as log:
        (first,) = ready_digests(replace(desk, at=datetime(2021, 4, 9, 1, tzinfo=UTC)), HALF, log)
        for day in (7, 8):
            at = datetime(2021, 4, day, 1, tzinfo=UTC)
            log.note_sent(SentMail(f"<{day}@x>", MailKind.DIGEST, HALF, "plan", "", MailState.SENT, "", at))
        later = replace(desk, at=datetime(2021, 4, 30, 1, tzinfo=UTC))
        (second,) = ready_digests(later, HALF, log)
    came = {part.heading: [line.place for line in part.lines] for part in second.letter.parts}
    assert len(came["ได้รับตั้งแต่ฉบับก่อน"]) > 1
    assert first.content != second.content


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]], list[int]]]:
    """Return Apprise's address of a webhook, what it was told, and how it is to answer."""
    told: list[dict[str, str]] = []
    answers: list[int] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers.pop(0) if answers else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/key-of-the-office", told, answers
    server.shutdown()
    server.server_close()


def test_an_alarm_is_told_once_beside_mail_and_again_where_it_failed(
    tmp_path: Path, hook: tuple[str, list[dict[str, str]], list[int]]
) -> None:
    url, told, answers = hook
    office = open_mail_office(tmp_path / "home", SAMPLE / "reference", Settings(alarm_urls=url), AT)  # type: ignore[arg-type]
    alarms = ready_alarms(office, Alarm("ทำรายงานไม่สำเร็จ", "โปรดเรียก sarup report", AT))
    answers.append(500)
    failed = send_messages(office, alarms, lambda _: None)
    assert (failed.is_all_sent, len(told)) == (False, 1)
    assert "SARUP_ALARM_URLS" in "\n".join(say_sent(failed, known_phrases()))
    for _ in range(2):
        assert send_messages(office, alarms, lambda _: None).is_all_sent
    assert len(told) == 2
    assert told[1]["title"] == "แจ้งเหตุขัดข้องของระบบ: ทำรายงานไม่สำเร็จ"
    assert "เวลาที่พบ: วันที่ ๒๐ เมษายน ๒๕๖๔ เวลา ๐๘.๐๐ น." in told[1]["message"]
    assert b"key-of-the-office" not in b"".join(path.read_bytes() for path in office.home.glob("journal*"))


def test_a_dry_run_and_what_was_handed_over_otherwise_are_said(desk: MailOffice, tmp_path: Path) -> None:
    letters = ready_letters(desk, HALF)
    dry = write_messages(desk, letters, tmp_path / "eml")
    assert len(dry.written) == len(letters) == 11
    assert (
        say_sent(dry, known_phrases(), tmp_path / "eml")[-1]
        == f"เขียนอีเมลเป็นไฟล์ .eml แล้ว 11 ฉบับที่ {tmp_path / 'eml'} ยังไม่ได้ส่ง"
    )
    assert say_sent(mark_messages(desk, letters), known_phrases()) == ["บันทึกว่าส่งด้วยวิธีอื่นแล้ว 11 ฉบับ"]
    assert mark_messages(desk, letters).told == ()


def test_who_owes_is_reminded_once_a_day_and_after_the_due_day_in_other_words(desk: MailOffice) -> None:
    due = date(2021, 4, 16)
    said = [
        ready_reminders(desk, Notice(kind, HALF, due, day))
        for kind, day in (
            (ActKind.REMIND, date(2021, 4, 12)), (ActKind.REMIND, date(2021, 4, 19)), (ActKind.ASK_CLOSING, due),
        )
    ]  # fmt: skip
    (before,), (after,), (closing,) = said
    assert (before.kind, before.division_code) == (MailKind.REMINDER, "data")
    assert before.subject == "ครบกำหนดส่งรายงานวันที่ ๑๖ เมษายน ๒๕๖๔: ศูนย์ข้อมูลข่าวสาร (ข้อมูลตัวอย่าง)"
    assert (after.kind, after.content != before.content) == (MailKind.OVERDUE, True)
    assert (closing.kind, closing.division_code) == (MailKind.DIGEST, "plan")
    with mail_log(desk.home) as log:
        (digest,) = ready_digests(replace(desk, at=datetime(2021, 4, 16, tzinfo=UTC)), HALF, log)
    assert digest.content != closing.content
