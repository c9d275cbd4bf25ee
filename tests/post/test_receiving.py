"""Files that come by mail reach their division's folder once, dated by the server; what nobody vouches for is held."""

import csv
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest

from sarup.commands.mail_office import MailOffice, mail_log, open_mail_office
from sarup.commands.receive import ReceivedMessage, receive_mail, say_received
from sarup.errors import BusyError, MailServerError, UsageError
from sarup.gather.inbox import receive_files
from sarup.phrases import known_phrases
from sarup.post import intake
from sarup.post.mailbox import mailbox_name
from sarup.record.archive import Archive
from sarup.record.journal import Journal
from sarup.record.mail_log import MailLog
from sarup.settings import Settings
from tests.support import mail_servers
from tests.support.mail_servers import HOST, IMAP_PASSWORD, IMAP_USER, Authority, MailStore
from tests.support.whole_way import SAMPLE

AT = datetime(2021, 4, 20, 9, 30, tzinfo=UTC)
CAME = datetime(2021, 4, 14, 9, 59, tzinfo=UTC)
HEADS = "path,received_at,channel\n"
NAMES = count(1)


@pytest.fixture(scope="module")
def store(authority: Authority) -> Iterator[MailStore]:
    with mail_servers.imap_server(authority) as server:
        yield server


@pytest.fixture
def folder(store: MailStore) -> str:
    """Return a new folder of the account."""
    name = f"Files{next(NAMES)}"
    store.client.create(name)
    return name


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def mail(sender: str, *files: tuple[str, bytes], name: str = "1", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Message-ID"] = sender, f"<{name}@tpso.example>"
    message["Date"] = "Fri, 01 Jan 1999 00:00:00 +0700"
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    message.set_content("ขอส่งรายงาน")
    message.add_alternative('<p>ขอส่งรายงาน <img src="cid:logo"></p>', subtype="html")
    page = message.get_body(("html",))
    assert page is not None
    page.add_related(b"picture", "image", "png", cid="<logo>", filename="logo.png")
    for file_name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=file_name)
    return message.as_bytes()


def office(tmp_path: Path, store: MailStore, authority: Authority, *lines: str, **settings: object) -> MailOffice:
    """Return the sample's office with these contacts, its mailbox on the server."""
    reference = tmp_path / "reference"
    shutil.copytree(SAMPLE / "reference", reference, dirs_exist_ok=True)
    text = "\n".join(["division_code,address,role", *(lines or ["pr,pr@tpso.example,ผู้ประสานงาน"])])
    (reference / "contacts.csv").write_text(text, encoding="utf-8")
    given = {
        "imap_host": HOST, "imap_port": store.port, "imap_security": "starttls", "imap_user": IMAP_USER,
        "imap_password": IMAP_PASSWORD, "imap_ca_file": authority.ca_file, **settings,
    }  # fmt: skip
    return open_mail_office(tmp_path / "home", reference, Settings(**given), AT)  # type: ignore[arg-type]


def receive(mail_office: MailOffice, inbox: Path, folder: str) -> tuple[ReceivedMessage, ...]:
    return receive_mail(mail_office, inbox, folder).messages


def lying(inbox: Path) -> dict[str, bytes]:
    return {path.relative_to(inbox).as_posix(): path.read_bytes() for path in inbox.glob("*/*")}


def receipts(inbox: Path) -> list[dict[str, str]]:
    text = (inbox / "receipts.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_file_reaches_its_division_once_dated_by_the_server(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    desk = office(tmp_path, store, authority, imap_done_folder="รับแล้ว")
    store.put(mail("กอง <PR@tpso.example>", ("รายงานผล.xlsx", b"PK1")), CAME, folder)
    first = receive(desk, inbox, folder)
    assert first == (ReceivedMessage("taken", "pr", ("pr/รายงานผล.xlsx",)),)  # type: ignore[arg-type]
    assert lying(inbox) == {"pr/รายงานผล.xlsx": b"PK1"}
    line = {"path": "pr/รายงานผล.xlsx", "received_at": "2021-04-14T16:59:00+07:00", "channel": "mail"}
    assert receipts(inbox) == [line]
    assert store.flags(folder) == [] and rb"\Seen" in store.flags(mailbox_name("รับแล้ว"))[0]
    assert receive(desk, inbox, folder) == ()
    (arrival,) = receive_files(inbox, Archive(tmp_path / "archive"), AT)
    assert (arrival.division_code, arrival.received_at, arrival.channel) == ("pr", CAME, "mail")
    assert "pr@" not in b"".join(path.read_bytes() for path in (tmp_path / "home").glob("journal*")).decode("latin-1")


def test_a_mail_that_comes_twice_and_a_name_that_comes_again(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    desk = office(tmp_path, store, authority)
    same = mail("pr@tpso.example", ("a.xlsx", b"one"))
    store.put(same, CAME, folder)
    store.put(b"Received: again\r\n" + same, AT, folder)
    store.put(mail("pr@tpso.example", ("a.xlsx", b"two"), ("a.xlsx", b"three"), name="2"), CAME, folder)
    receive(desk, inbox, folder)
    assert sorted(lying(inbox).values()) == [b"one", b"three", b"two"]
    assert lying(inbox)["pr/a.xlsx"] == b"one"
    assert [one["received_at"][:10] for one in receipts(inbox)] == ["2021-04-14"] * 3


@pytest.mark.parametrize("moment", ["line", "file", "journal"])
def test_a_run_killed_at_any_moment_is_made_good_by_the_next(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str,
    monkeypatch: pytest.MonkeyPatch, moment: str,
) -> None:  # fmt: skip
    class Killed(BaseException):
        """Ends a run as nothing in it can stop."""

    def die(*_: object) -> None:
        raise Killed

    desk = office(tmp_path, store, authority)
    store.put(mail("pr@tpso.example", ("a.xlsx", b"one"), ("b.xlsx", b"two")), CAME, folder)
    with monkeypatch.context() as patched:
        place = {
            "line": (intake, "add_receipts"),
            "file": (intake, "write_whole"),
            "journal": (MailLog, "note_received"),
        }
        patched.setattr(*place[moment], die)
        with pytest.raises(Killed):
            receive(desk, inbox, folder)
    assert len(receive(desk, inbox, folder)) == 1
    assert lying(inbox) == {"pr/a.xlsx": b"one", "pr/b.xlsx": b"two"}
    assert [one["path"] for one in receipts(inbox)] == ["pr/a.xlsx", "pr/b.xlsx"]


def test_an_unknown_sender_is_held_unseen_until_the_contacts_name_it(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    store.put(mail("new@tpso.example", ("a.xlsx", b"one")), CAME, folder)
    (held,) = receive(office(tmp_path, store, authority), inbox, folder)
    assert (held.outcome, held.held_reason, lying(inbox)) == ("held", "unknown_sender", {})
    assert rb"\Seen" not in store.flags(folder)[0]
    assert receive(office(tmp_path, store, authority), inbox, folder) == ()
    known = office(tmp_path, store, authority, "hr,new@tpso.example,ผู้ประสานงาน")
    (done,) = receive(known, inbox, folder)
    assert (done.paths, list((tmp_path / "home" / "held").iterdir())) == (("hr/a.xlsx",), [])
    assert receipts(inbox)[0]["received_at"] == "2021-04-14T16:59:00+07:00"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (mail("pr@tpso.example, other@x.example", ("a.xlsx", b"1")), "unknown_sender"),
        (b"From: pr@tpso.example\r\n" + mail("x@x.example", ("a.xlsx", b"1")), "unknown_sender"),
        (mail('"pr@tpso.example" <x@x.example>', ("a.xlsx", b"1")), "unknown_sender"),
        (mail("pr@tpso.example", *((f"{n}.xlsx", b"1") for n in range(21))), "too_many"),
        (mail("two@tpso.example", ("a.xlsx", b"1")), "several_divisions"),
        (mail("two@tpso.example", ("hr_2564-6m.xlsx", b"1"), ("fin_2564-6m.xlsx", b"1")), "several_divisions"),
        (b"From: " + b"(" * 9_000 + b"\r\n\r\nx", "unreadable"),
    ],
)  # fmt: skip
def test_what_nobody_vouches_for_is_held(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str, message: bytes, reason: str
) -> None:
    lines = [
        f"{code},{address}@tpso.example,ผู้ประสานงาน" for code, address in (("pr", "pr"), ("hr", "two"), ("fin", "two"))
    ]
    store.put(message, CAME, folder)
    summary = receive_mail(office(tmp_path, store, authority, *lines), inbox, folder)
    assert [one.held_reason for one in summary.messages] == [reason]
    assert lying(inbox) == {}
    assert "@" not in "\n".join(say_received(summary, known_phrases()))


def test_of_several_divisions_the_name_of_the_form_tells_which(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    lines = [f"{code},two@tpso.example,ผู้ประสานงาน" for code in ("hr", "fin")]
    store.put(mail("two@tpso.example", ("hr_2564-6m.xlsx", b"1")), CAME, folder)
    receive(office(tmp_path, store, authority, *lines), inbox, folder)
    assert list(lying(inbox)) == ["hr/hr_2564-6m.xlsx"]


@pytest.mark.parametrize(
    ("found", "is_taken"),
    [
        ("mx.tpso.example; spf=pass; dmarc=pass header.from=tpso.example", True),
        ("mx.tpso.example; spf=pass; dmarc=fail header.from=tpso.example", False),
        ("other.example; dmarc=pass", False),
    ],
)
def test_where_the_server_proves_senders_a_forged_one_is_held(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str, found: str, is_taken: bool
) -> None:
    desk = office(tmp_path, store, authority, imap_authserv_id="mx.tpso.example")
    forged = mail("pr@tpso.example", ("a.xlsx", b"1"), Authentication_Results="mx.tpso.example; dmarc=pass")
    store.put(f"Authentication-Results: {found}\r\n".encode() + forged if "other" not in found else
              mail("pr@tpso.example", ("a.xlsx", b"1"), Authentication_Results=found), CAME, folder)  # fmt: skip
    (done,) = receive(desk, inbox, folder)
    assert (done.outcome == "taken", bool(lying(inbox))) == (is_taken, is_taken)


def test_texts_and_mails_that_are_too_large_stay_for_people(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    store.put(mail("pr@tpso.example"), CAME, folder)
    store.put(mail("pr@tpso.example", ("a.xlsx", b"x" * 1_000_000)), CAME, folder)
    desk = office(tmp_path, store, authority, mail_limit_mb=1)
    assert [one.outcome for one in receive(desk, inbox, folder)] == ["empty", "too_large"]
    assert not any(rb"\Seen" in line for line in store.flags(folder))
    assert (receive(desk, inbox, folder), lying(inbox)) == ((), {})


def test_a_table_of_receipts_that_people_keep_is_written_on_as_it_is(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    kept = "note;Path;Received_At;Channel\nก;pr/old.xlsx;20 เม.ย. 2564 16:30;folder"
    (inbox / "receipts.csv").write_bytes(kept.encode("cp874"))
    store.put(mail("pr@tpso.example", ("a;b.xlsx", b"1")), CAME, folder)
    receive(office(tmp_path, store, authority), inbox, folder)
    text = (inbox / "receipts.csv").read_text(encoding="utf-8-sig")
    assert text == f'{kept}\n;"pr/a;b.xlsx";2021-04-14T16:59:00+07:00;mail\n'


def test_faulty_contacts_and_receipts_are_told_before_anything_is_taken(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    store.put(mail("pr@tpso.example", ("a.xlsx", b"1")), CAME, folder)
    (inbox / "receipts.csv").write_text("path,received_at\n", encoding="utf-8")
    with pytest.raises(UsageError, match="path, received_at, channel"):
        receive(office(tmp_path, store, authority), inbox, folder)
    assert lying(inbox) == {}
    (inbox / "receipts.csv").unlink()
    assert len(receive(office(tmp_path, store, authority), inbox, folder)) == 1


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"imap_password": "wrong"}, UsageError, "SARUP_IMAP_USER"),
        ({"imap_ca_file": None}, UsageError, "SARUP_IMAP_CA_FILE"),
        ({"imap_security": "tls"}, UsageError, "SARUP_IMAP_SECURITY"),
        ({"imap_port": 1}, MailServerError, "ติดต่อเซิร์ฟเวอร์อีเมล"),
        ({"imap_host": None}, UsageError, "SARUP_IMAP_HOST"),
    ],
)
def test_what_is_set_wrongly_is_told_by_its_name(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, settings: dict[str, object],
    error: type[Exception], said: str,
) -> None:  # fmt: skip
    with pytest.raises(error, match=said):
        receive(office(tmp_path, store, authority, **settings), inbox, "INBOX")


def test_an_unknown_mailbox_and_a_second_command_are_told(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path
) -> None:
    desk = office(tmp_path, store, authority)
    with pytest.raises(UsageError, match="ไม่พบกล่องจดหมาย “Nowhere”"):
        receive(desk, inbox, "Nowhere")
    with mail_log(desk.home), pytest.raises(BusyError):
        receive(desk, inbox, "INBOX")


def test_a_division_folder_that_is_a_link_is_not_written_into(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (inbox / "pr").symlink_to(tmp_path / "elsewhere")
    store.put(mail("pr@tpso.example", ("a.xlsx", b"1")), CAME, folder)
    with pytest.raises(UsageError, match="ทางลัด"):
        receive(office(tmp_path, store, authority), inbox, folder)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_journal_tells_each_message_once(
    tmp_path: Path, store: MailStore, authority: Authority, inbox: Path, folder: str
) -> None:
    desk = office(tmp_path, store, authority)
    store.put(mail("pr@tpso.example", ("a.xlsx", b"1")), CAME, folder)
    receive(desk, inbox, folder)
    receive(desk, inbox, folder)
    with Journal(desk.home / "journal.sqlite") as journal:
        (line,) = MailLog(journal).received()
    assert (line.outcome, line.division_code, line.file_count, line.recorded_at) == ("taken", "pr", 1, AT)
