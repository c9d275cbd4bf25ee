"""`sarup doctor`: a sound office is told so, and each thing that is not, with its remedy."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from sarup.cli import app as cli
from sarup.commands.doctor import places, programs
from sarup.commands.doctor.check import Check, Part, Patient, State
from sarup.commands.doctor.examine import examine, say_checks
from sarup.commands.doctor.mail import check_mail, check_mailbox
from sarup.phrases import known_phrases
from sarup.settings import CONFIG, Settings
from sarup.warehouse_file import WAREHOUSE
from tests.support.mail_servers import (
    HOST,
    IMAP_PASSWORD,
    IMAP_USER,
    PASSWORD,
    USER,
    imap_server,
    make_authority,
    smtp_server,
)
from tests.support.small_home import CLOSED_AT, FORMS, make_home
from tests.support.whole_way import SAMPLE

PHRASES = known_phrases()
NOW = datetime.fromisoformat("2021-06-01T09:00:00+07:00")


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """Return a sound office: a small home, the sample's reference folder, an inbox."""
    for name in [name for name in os.environ if name.startswith("SARUP_") or name == "PREFECT_API_URL"]:
        monkeypatch.delenv(name)
    made = make_home(tmp_path)
    (tmp_path / "inbox" / "pr").mkdir(parents=True)
    (tmp_path / "inbox" / "pr" / "form.xlsx").write_bytes(FORMS["pr"])
    settings = Settings(free_disk_mb=1)
    return Patient(made.home, tmp_path / "inbox", SAMPLE / "reference", settings, NOW, PHRASES)


def of(patient: Patient, part: Part) -> Check:
    """Return the last thing that is said of a part."""
    return [check for check in examine(patient) if check.part == part][-1]


def test_a_sound_office_is_told_so(patient: Patient) -> None:
    checks = examine(patient)
    assert [check.part for check in checks] == list(Part)
    assert {check.state for check in checks} == {State.OK}
    assert say_checks(checks, PHRASES)[-1] == "ระบบพร้อมใช้งาน"


def without_home(patient: Patient) -> Patient:
    return replace(patient, home=patient.home / "none")


def with_settings(**values: object) -> Callable[[Patient], Patient]:
    return lambda patient: replace(patient, settings=Settings(**values))


def in_home(change: Callable[[Path], object]) -> Callable[[Patient], Patient]:
    def changed(patient: Patient) -> Patient:
        change(patient.home)
        return patient

    return changed


def faulty_reference(patient: Patient) -> Patient:
    folder = patient.home.parent / "faulty"
    folder.mkdir()
    (folder / "agencies.csv").write_text("agency_code\n", encoding="utf-8")
    return replace(patient, reference=folder)


def cut_journal(home: Path) -> None:
    for log in home.glob("journal.sqlite-*"):
        log.unlink()
    os.truncate(home / "journal.sqlite", 3000)


def age_published(home: Path) -> None:
    os.utime(home / WAREHOUSE, (0, 0))


ILL: dict[str, tuple[Callable[[Patient], Patient], Part, State, str]] = {
    "no home yet": (without_home, Part.HOME, State.WARN, "ยังไม่มี"),
    "inbox unnamed": (lambda p: replace(p, inbox=None), Part.INBOX, State.WARN, "ยังไม่เคยระบุ"),
    "inbox gone": (lambda p: replace(p, inbox=Path("nowhere")), Part.INBOX, State.FAIL, "nowhere"),
    "reference unnamed": (lambda p: replace(p, reference=None), Part.REFERENCE, State.WARN, "ยังไม่เคยระบุ"),
    "reference gone": (lambda p: replace(p, reference=Path("nowhere")), Part.REFERENCE, State.FAIL, "nowhere"),
    "reference faulty": (faulty_reference, Part.REFERENCE, State.FAIL, "divisions.csv"),
    "disk": (with_settings(free_disk_mb=10**9), Part.DISK, State.FAIL, "น้อยกว่า 1000000000 เมกะไบต์"),
    "clock": (
        lambda p: replace(p, seen_at=CLOSED_AT - timedelta(minutes=6)),
        Part.CLOCK,
        State.FAIL,
        "๓ พฤษภาคม ๒๕๖๔ เวลา ๑๐.๐๐ น.",
    ),
    "journal cut off": (in_home(cut_journal), Part.JOURNAL, State.FAIL, "ชำรุด"),
    "journal gone": (in_home(lambda home: (home / "journal.sqlite").unlink()), Part.JOURNAL, State.FAIL, "ไม่พบ"),
    "never published": (in_home(lambda home: (home / WAREHOUSE).unlink()), Part.LAST_RUN, State.WARN, "ยังไม่เคย"),
    "published before": (in_home(age_published), Part.LAST_RUN, State.WARN, "๒๐ เมษายน ๒๕๖๔ เวลา ๐๙.๐๐ น."),
}


@pytest.mark.parametrize("case", ILL)
def test_what_is_not_as_it_should_be_is_told_with_its_remedy(patient: Patient, case: str) -> None:
    change, part, state, words = ILL[case]
    check = of(change(patient), part)
    assert (check.state, bool(check.remedy)) == (state, True)
    assert words in check.found


def test_a_clock_five_minutes_behind_is_no_fault(patient: Patient) -> None:
    assert of(replace(patient, seen_at=CLOSED_AT - timedelta(minutes=5)), Part.CLOCK).state == State.OK


def test_another_run_at_work_is_told(patient: Patient) -> None:
    with FileLock(patient.home / ".lock"):
        check = of(patient, Part.LOCK)
    assert (check.state, "กำลังทำงานอยู่" in check.found) == (State.WARN, True)


def test_a_home_that_cannot_be_written_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_can_write", lambda folder: False)  # root may write everywhere
    assert of(patient, Part.HOME).state == State.FAIL


def test_looking_changes_nothing(patient: Patient) -> None:
    def seen() -> dict[Path, bytes]:
        files = (path for path in patient.home.parent.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files}

    before = seen()
    examine(patient)
    assert seen() == before


def test_a_misspelt_variable_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SARUP_WORKRES", "3")
    check = of(patient, Part.SETTINGS)
    assert (check.state, "SARUP_WORKRES" in check.found) == (State.WARN, True)


def test_the_file_of_settings_is_named(patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.toml").write_text("workers = 3\n", encoding="utf-8")
    monkeypatch.setenv(CONFIG, str(tmp_path / "own.toml"))
    assert "own.toml" in of(patient, Part.SETTINGS).found


@contextmanager
def answering(greeting: bytes, answer: bytes) -> Iterator[int]:
    """Yield the port of a server on this machine that greets every caller and answers all that it is told alike."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    caller.sendall(greeting)
                    caller.settimeout(2)
                    try:
                        while caller.recv(1000):
                            caller.sendall(answer)
                    except OSError:
                        pass

        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_who_sets_up_no_mail_is_told_so_and_a_server_that_is_gone_is_named(patient: Patient) -> None:
    assert {of(patient, part).state for part in (Part.MAIL, Part.MAILBOX)} == {State.OK}
    gone = Settings(
        smtp_host=HOST, smtp_port=closed_port(), smtp_from=USER, imap_host=HOST, imap_port=closed_port(), imap_user="a"
    )
    for part, name in ((Part.MAIL, "smtp_host"), (Part.MAILBOX, "imap_host")):
        check = of(replace(patient, settings=gone), part)
        assert (check.state, name in check.remedy) == (State.FAIL, True)


def test_the_server_that_sends_is_logged_in_to_over_tls(patient: Patient, tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    with smtp_server(authority) as post:
        right = {
            "smtp_host": HOST, "smtp_port": post.port, "smtp_from": USER, "smtp_user": USER,
            "smtp_password": PASSWORD, "smtp_ca_file": authority.ca_file,
        }  # fmt: skip
        assert next(check_mail(replace(patient, settings=Settings(**right)))).state == State.OK
        for wrong, name in (
            ({"smtp_ca_file": None}, "SARUP_SMTP_CA_FILE"),
            ({"smtp_password": "other"}, "SARUP_SMTP_PASSWORD"),
            ({"smtp_from": ""}, "SARUP_SMTP_FROM"),
        ):
            (check,) = check_mail(replace(patient, settings=Settings(**{**right, **wrong})))
            assert (check.state, name in check.found) == (State.FAIL, True)
    assert post.taken == []


def test_the_mailbox_is_logged_in_to_over_tls_and_stays_as_it_is(patient: Patient, tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    with imap_server(authority) as store:
        right = {
            "imap_host": HOST, "imap_port": store.port, "imap_security": "starttls", "imap_user": IMAP_USER,
            "imap_password": IMAP_PASSWORD, "imap_ca_file": authority.ca_file,
        }  # fmt: skip
        before = store.flags()
        assert next(check_mailbox(replace(patient, settings=Settings(**right)))).state == State.OK
        assert store.flags() == before
        for wrong, name in (({"imap_ca_file": None}, "SARUP_IMAP_CA_FILE"), ({"imap_password": "x"}, "PASSWORD")):
            (check,) = check_mailbox(replace(patient, settings=Settings(**{**right, **wrong})))
            assert (check.state, name in check.found) == (State.FAIL, True)


def test_a_named_prefect_server_is_asked(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(b"", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue") as port:
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
        assert of(patient, Part.PREFECT).state == State.OK
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{closed_port()}/api")
    check = of(patient, Part.PREFECT)
    assert (check.state, "PREFECT_API_URL" in check.remedy) == (State.FAIL, True)


def test_a_package_in_another_version_is_told(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["duckdb==1.0.0", "nowhere>=1", "typer>=0.1", 'pandas==0; python_version < "3"']
    monkeypatch.setattr(programs, "requires", lambda name: wanted)
    check = of(patient, Part.VERSIONS)
    assert check.state == State.FAIL
    assert "duckdb==1.0.0 (2.0.0), nowhere>=1 (-)" in check.found and "typer" not in check.found


def test_a_broken_font_is_told(patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "font.ttf").write_bytes(b"no font at all")
    monkeypatch.setattr(programs, "asset_path", lambda name: tmp_path / "font.ttf")
    assert of(patient, Part.FONTS).state == State.FAIL


def test_the_command_ends_with_1_where_something_must_be_mended(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--home", str(patient.home), "--inbox", "nowhere", "--reference", str(patient.reference), "--json"]
    monkeypatch.setenv("SARUP_HOME", "")
    monkeypatch.setattr("sys.argv", ["sarup", "doctor", *words])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    assert ending.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["part"] for one in told if one["state"] == "fail"][:1] == ["inbox"]
