"""Mail goes out once to each contact that wants it, over TLS, whatever the server says and whenever a run is killed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

import pytest

from sarup.codes import MailKind, Verdict
from sarup.errors import MailServerError, UsageError
from sarup.office.contacts import Contact, Contacts
from sarup.phrases import known_phrases
from sarup.post.message import Attachment, Message
from sarup.post.outgoing import EmlFolder, SmtpServer, smtp_server
from sarup.post.send import Sending, Told, note_elsewhere
from sarup.post.server_settings import MailServer, sending_server
from sarup.record.journal import Journal
from sarup.record.mail_log import MailLog, MailState
from sarup.render.returned.letter_page import Letter, Line, Part
from sarup.settings import Settings
from tests.support import mail_servers
from tests.support.mail_servers import HOST, PASSWORD, USER, Authority, PostOffice

AT = datetime(2021, 4, 20, 9, 30, tzinfo=UTC)
SENDER = Address("กลุ่มแผนงาน (ข้อมูลตัวอย่าง)", addr_spec=USER)
SUBJECT = "ขอให้แก้ไขรายงาน: กลุ่มงานคุ้มครองจริยธรรม (ข้อมูลตัวอย่าง) รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๔"
LETTER = Letter(
    "สนค.", "๒๐ เมษายน ๒๕๖๔", "เรื่อง", SUBJECT, "เรียน กอง ก", "ได้ตรวจสอบไฟล์แล้ว", Verdict.RETURNED, "ส่งกลับเพื่อแก้ไข",
    "ยังไม่นำไปรวม", (("ชื่อไฟล์", "<b>a&b</b>.xlsx"),), "พบ ๑ ข้อ", ("ข้อ", "ตำแหน่ง", "ข้อที่ตรวจพบ"),
    (Part("ต้องแก้ไข", (Line("๑", "ไม่ได้กรอกผล", "โปรดกรอก", "เซลล์ O8", "R12"),)),), ("ขอขอบคุณ",), ("สอบถามเพิ่มเติม",),
)  # fmt: skip
ETH = Contact("eth", "eth@tpso.example", "ผู้ประสานงาน", frozenset(MailKind))
HEAD = Contact("eth", "head@tpso.example", "ผู้รับรองข้อมูล", frozenset({MailKind.OVERDUE}))
PR = Contact("pr", "pr@tpso.example", "ผู้ประสานงาน", frozenset(MailKind))
CONTACTS = Contacts((ETH, HEAD, PR))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[PostOffice]:
    with mail_servers.smtp_server(authority) as office:
        yield office


@pytest.fixture
def office(server: PostOffice) -> PostOffice:
    server.taken.clear()
    server.at_rcpt.clear()
    server.at_data.clear()
    server.hangs_up = 0
    return server


@pytest.fixture
def log(tmp_path: Path) -> Iterator[MailLog]:
    with Journal(tmp_path / "journal.sqlite") as journal:
        yield MailLog(journal)


def message(content: str = "a", division: str = "eth", *files: Attachment) -> Message:
    return Message(MailKind.RETURNED, content, "2564-6m", division, SUBJECT, LETTER, files)


def mail_server(office: PostOffice, authority: Authority) -> MailServer:
    return MailServer("SARUP_SMTP", HOST, office.port, "starttls", USER, PASSWORD, authority.ca_file)


def send(
    office: PostOffice, authority: Authority, log: MailLog, *messages: Message, again: bool = False
) -> tuple[list[Told], list[float]]:
    """Send; return what became of it and the pauses that were made."""
    pauses: list[float] = []
    with smtp_server(mail_server(office, authority), USER, pauses.append) as outgoing:
        told = Sending(CONTACTS, SENDER, outgoing, log, AT, pauses.append, again).send(messages)
    return told, pauses


def states(told: list[Told]) -> list[str]:
    return [one.state for one in told]


def test_a_mail_arrives_as_it_was_meant(office: PostOffice, authority: Authority, log: MailLog, tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    book.write_bytes(b"PK\x03\x04book")
    name = "รายงานผล_eth_2564-6m_ฉบับที่ 1 แก้ไขตามข้อสังเกตของกลุ่มแผนงานและงบประมาณ.xlsx"
    send(office, authority, log, message("a", "eth", Attachment(name, book)))
    ((to, email),) = office.emails()
    assert (to, office.encrypted[-1]) == ("eth@tpso.example", True)
    assert email["Subject"] == SUBJECT
    assert email["Auto-Submitted"] == "auto-generated"
    assert [(part.get_filename(), part.get_content()) for part in email.iter_attachments()] == [
        (name, book.read_bytes())
    ]
    plain, page = email.get_body(("plain",)), email.get_body(("html",))
    assert plain is not None and page is not None
    for text in ("ส่งกลับเพื่อแก้ไข", "ไม่ได้กรอกผล", "โปรดกรอก", "เซลล์ O8", "ขอขอบคุณ", "สอบถามเพิ่มเติม"):
        assert text in plain.get_content() and text in page.get_content()
    assert "<b>a&b</b>.xlsx" in plain.get_content()
    assert "&lt;b&gt;a&amp;b&lt;/b&gt;.xlsx" in page.get_content()
    assert "font-face" not in page.get_content() and "http" not in page.get_content()


def test_what_was_sent_is_not_sent_again_and_new_content_is(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    send(office, authority, log, message("a"))
    reworded = replace(message("a"), subject="เรื่องอื่น")
    told, _ = send(office, authority, log, reworded, message("b"), message("a", "pr"))
    assert [one.was_sent_before for one in told] == [True, False, False]
    assert [to for to, _ in office.taken] == ["eth@tpso.example", "eth@tpso.example", "pr@tpso.example"]
    assert len(set(office.ids())) == 3


def test_only_who_wants_a_kind_gets_it_and_nobody_is_told(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    overdue = replace(message(), kind=MailKind.OVERDUE)
    told, _ = send(office, authority, log, overdue, message("a", "fin"))
    assert [to for to, _ in office.taken] == ["eth@tpso.example", "head@tpso.example"]
    assert states(told) == ["sent", "sent", "no_address"]


def test_not_now_is_asked_again_after_all_others_have_gone(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    office.at_data = ["451 4.7.1 greylisted", "451 4.7.1 greylisted"]
    told, pauses = send(office, authority, log, message("a"), message("a", "pr"), message("b"))
    assert states(told) == ["sent", "sent", "sent"]
    assert pauses == [2.0]
    assert [to for to, _ in office.taken] == ["eth@tpso.example", "eth@tpso.example", "pr@tpso.example"]


def test_what_stays_put_off_is_sent_by_the_next_command(office: PostOffice, authority: Authority, log: MailLog) -> None:
    office.at_rcpt = {"eth@tpso.example": "450 4.2.2 <eth@tpso.example> is full"}
    told, pauses = send(office, authority, log, message("a"))
    assert [(one.state, one.code) for one in told] == [("put_off", "450 4.2.2")]
    assert pauses == [2.0, 8.0, 30.0]
    office.at_rcpt.clear()
    told, _ = send(office, authority, log, message("a"))
    assert states(told) == ["sent"] and len(office.taken) == 1


def test_what_is_refused_for_good_is_journaled_without_its_address_and_only_sent_again_when_asked(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    office.at_rcpt = {"eth@tpso.example": "550 5.1.1 <eth@tpso.example> unknown"}
    told, pauses = send(office, authority, log, message("a"), message("a", "pr"))
    assert ([(one.state, one.code) for one in told], pauses) == ([("refused", "550 5.1.1"), ("sent", "")], [])
    office.at_rcpt.clear()
    told, _ = send(office, authority, log, message("a"))
    assert (told[0].state, told[0].was_sent_before, len(office.taken)) == ("refused", True, 1)
    told, _ = send(office, authority, log, message("a"), again=True)
    assert (told[0].state, len(office.taken)) == ("sent", 2)
    written = "\n".join(log.connection.iterdump())
    assert "550 5.1.1" in written and "eth@" not in written


def test_a_run_killed_while_it_hands_over_sends_again_under_the_same_name_and_loses_nothing(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    """The server had taken it: the one case of a mail that comes twice, with one Message-ID."""

    class Killed(BaseException):
        """Ends a run as nothing in it can stop."""

    class Dies(SmtpServer):
        def hand_over(self, email, address):  # type: ignore[no-untyped-def]
            super().hand_over(email, address)
            raise Killed

    dying = Dies(mail_server(office, authority), USER, lambda _: None)
    with pytest.raises(Killed):
        Sending(CONTACTS, SENDER, dying, log, AT).send([message("a"), message("b")])
    dying.close()
    told, _ = send(office, authority, log, message("a"), message("b"))
    assert states(told) == ["sent", "sent"]
    first, again, other = office.ids()
    assert first == again != other
    told, _ = send(office, authority, log, message("a"), message("b"))
    assert [one.was_sent_before for one in told] == [True, True] and len(office.taken) == 3


def test_a_connection_that_breaks_is_made_again(office: PostOffice, authority: Authority, log: MailLog) -> None:
    office.at_data, office.hangs_up = ["451 4.3.0 going down"], 1
    told, _ = send(office, authority, log, message("a"), message("a", "pr"))
    assert states(told) == ["sent", "sent"]
    assert sorted(to for to, _ in office.taken) == ["eth@tpso.example", "pr@tpso.example"]


def test_a_server_that_is_not_there_stops_all_and_leaves_it_ready(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    nowhere = replace(mail_server(office, authority), port=1)
    pauses: list[float] = []
    with (
        pytest.raises(MailServerError, match="ติดต่อเซิร์ฟเวอร์อีเมล"),
        smtp_server(nowhere, USER, pauses.append) as outgoing,
    ):
        Sending(CONTACTS, SENDER, outgoing, log, AT, pauses.append).send([message("a"), message("b")])
    assert (pauses, log.sent()) == ([2.0, 8.0, 30.0], [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "wrong"}, "SARUP_SMTP_USER SARUP_SMTP_PASSWORD"),
        ({"password": "รหัสผ่าน"}, "SARUP_SMTP_PASSWORD_FILE"),
        ({"ca_file": None}, "SARUP_SMTP_CA_FILE"),
        ({"security": "tls"}, "SARUP_SMTP_SECURITY"),
    ],
)
def test_a_setting_that_cannot_be_is_told_by_its_name(
    office: PostOffice, authority: Authority, log: MailLog, change: dict[str, object], said: str
) -> None:
    wrong = replace(mail_server(office, authority), **change)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=said), smtp_server(wrong, USER, lambda _: None) as outgoing:
        Sending(CONTACTS, SENDER, outgoing, log, AT).send([message("a")])
    assert office.taken == [] and PASSWORD not in repr(wrong)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "SARUP_SMTP_HOST SARUP_SMTP_FROM"),
        ({"smtp_host": "mail.tpso.example", "smtp_from": USER, "smtp_security": "none"}, "SARUP_SMTP_SECURITY"),
        ({"smtp_host": HOST, "smtp_from": USER, "smtp_password_file": "/nowhere/secret"}, "SARUP_SMTP_PASSWORD_FILE"),
    ],
)
def test_settings_are_held_to_what_is_safe(settings: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        sending_server(Settings(**settings))  # type: ignore[arg-type]


def test_a_password_of_a_file_is_taken_without_the_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{PASSWORD}\n", encoding="utf-8")
    settings = Settings(smtp_host="::1", smtp_from=USER, smtp_security="none", smtp_password_file=tmp_path / "secret")
    assert sending_server(settings).password == PASSWORD


def test_a_dry_run_writes_the_same_bytes_twice_and_journals_nothing(tmp_path: Path, log: MailLog) -> None:
    for folder in ("one", "two"):
        told = Sending(CONTACTS, SENDER, EmlFolder(tmp_path / folder), None, AT).send(
            [message("a"), message("a", "pr")]
        )
        assert states(told) == ["written", "written"]
    one, two = ([path.read_bytes() for path in sorted((tmp_path / folder).iterdir())] for folder in ("one", "two"))
    assert (one, len(one), log.sent()) == (two, 2, [])


def test_what_was_handed_over_in_another_way_is_never_sent(
    office: PostOffice, authority: Authority, log: MailLog
) -> None:
    noted = note_elsewhere([message("a")], CONTACTS, SENDER, log, AT)
    told, _ = send(office, authority, log, message("a"))
    assert (states(noted), states(told), office.taken) == (["elsewhere"], ["elsewhere"], [])
    assert [one.state for one in log.sent()] == [MailState.ELSEWHERE]


def test_no_subject_of_a_file_that_does_not_count_reads_as_received() -> None:
    texts = known_phrases().texts
    taken = {"mail.subject.receipt", "mail.subject.accepted_with_warnings"}
    subjects = {key: text for key, text in texts.items() if key.startswith("mail.subject.") and ".plan." not in key}
    assert {key for key, text in subjects.items() if text.startswith("รับรายงานแล้ว")} == taken
    assert not any("ตรวจแล้ว" in text for text in subjects.values())
