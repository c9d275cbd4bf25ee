"""An office that runs by itself: alarms, letters, notices and digests go out once, and a dead server fails nobody."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sarup.codes import ActKind, ActOutcome
from sarup.commands.alarms import tell_office
from sarup.commands.mail_by_itself import post_ready, receive_new
from sarup.record.acts import JournaledAct
from sarup.record.journal import Journal
from tests.support import mail_servers
from tests.support.mail_servers import HOST, PASSWORD, USER, Authority, PostOffice
from tests.support.whole_way import HALF, SAMPLE, Published

REFERENCE = SAMPLE / "reference"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def home(office: Published, tmp_path: Path) -> Path:
    """Return a copy of the sample's database, journal and letters."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("sarup.duckdb", "journal.sqlite"):
        shutil.copy(office.home / name, home)
    return home


@pytest.fixture
def server(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """Give an SMTP server that the settings name."""
    with mail_servers.smtp_server(authority) as office:
        settings = {
            "HOST": HOST, "PORT": office.port, "USER": USER, "PASSWORD": PASSWORD, "FROM": USER,
            "CA_FILE": authority.ca_file,
        }  # fmt: skip
        for name, value in settings.items():
            monkeypatch.setenv(f"SARUP_SMTP_{name}", str(value))
        yield office


def test_who_has_set_up_no_mail_sends_and_reads_none(home: Path, tmp_path: Path) -> None:
    assert post_ready(home, REFERENCE, at("2021-04-20T10:00"), lambda _: None) is None
    assert receive_new(home, REFERENCE, tmp_path, at("2021-04-20T10:00")) is None


def test_everything_that_lies_ready_goes_out_once(home: Path, server: PostOffice) -> None:
    morning, afternoon = at("2021-04-20T10:00"), at("2021-04-20T16:31")
    tell_office(home, "crashed-1", "การประมวลผลหยุดกลางคัน", at("2021-04-20T09:00"))
    tell_office(home, "crashed-0", "เรื่องเก่า", at("2021-04-10T09:00"))
    with Journal(home / "journal.sqlite") as journal:
        for kind, steps, done in ((ActKind.REMIND, 1, "2021-04-19T08:30"), (ActKind.REMIND, -7, "2021-04-02T08:30")):
            key = f"{kind}/{HALF}/2021-04-16/{steps:+d}"
            journal.record_act(JournaledAct(key, kind, HALF, at(done), at(done), ActOutcome.DONE))
    told = post_ready(home, REFERENCE, morning, lambda _: None)
    assert told is not None and told.is_all_sent
    kinds = Counter(str(one.kind) for one in told.told if not one.was_sent_before)
    assert kinds["alarm"] == 1 and kinds["digest"] == 0 and kinds["reminder"] == 0
    assert kinds["receipt"] > 10 and len(server.taken) == sum(not one.was_sent_before for one in told.told)
    again = post_ready(home, REFERENCE, morning, lambda _: None)
    assert again is not None and all(one.was_sent_before for one in again.told)
    sent = len(server.taken)
    digest = post_ready(home, REFERENCE, afternoon, lambda _: None)
    assert digest is not None
    assert [str(one.kind) for one in digest.told if not one.was_sent_before] == ["digest"]
    assert len(server.taken) == sent + 1


def test_a_server_that_is_gone_is_told_once_a_day_and_fails_no_run(
    home: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_servers.smtp_server(authority) as office:
        port = office.port
    for name, value in {"HOST": HOST, "PORT": port, "FROM": USER, "SECURITY": "none"}.items():
        monkeypatch.setenv(f"SARUP_SMTP_{name}", str(value))
    for hour in ("10", "11"):
        assert post_ready(home, REFERENCE, at(f"2021-04-20T{hour}:00"), lambda _: None) is None
    (alarm,) = (home / "alarms").iterdir()
    assert alarm.name == "mail-send-2021-04-20.txt" and HOST in alarm.read_text(encoding="utf-8")
