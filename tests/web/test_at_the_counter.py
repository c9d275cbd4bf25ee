"""A division's counter: a file sent is the file in the folder, one checked is nowhere, texts of files stay texts."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sarup.codes import AccessRole, Severity, Verdict
from sarup.commands.check import CheckedFile, CheckedFinding
from sarup.gather.inbox import list_inbox
from tests.support.web.page_office import PageOffice, copied, csrf_of
from tests.support.whole_way import SAMPLE, Published

HOSTILE = "<img src=x onerror=alert(1)>"
COUNTER = "/counter/2564-6m"
FORM = next((SAMPLE / "inbox" / "pr").glob("*2564-6m.xlsx"))


def found(paths: Sequence[Path], division: str) -> list[CheckedFile]:
    """Find one error in every file, which quotes what its author wrote."""
    one = CheckedFinding("R01", Severity.ERROR, HOSTILE, None, None, HOSTILE, f"“{HOSTILE}”", HOSTILE)
    return [CheckedFile(path.name, "0" * 64, Verdict.RETURNED, (one,), "results") for path in paths]


@pytest.fixture(scope="module")
def checking(office: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageOffice]:
    page = copied(office, tmp_path_factory.mktemp("checking"), found)
    yield page
    page.office.close()


@pytest.fixture
def client(checking: PageOffice) -> TestClient:
    return checking.browser(AccessRole.FOCAL_POINT, "pr")


def send(client: TestClient, name: str, data: bytes, act: str = "send") -> str:
    """Send a file and return the page that answers at last."""
    fields = {"csrf": csrf_of(client, COUNTER), "act": act}
    answer = client.post(f"{COUNTER}/files", data=fields, files={"file": (name, data)})
    assert answer.status_code == 200, answer.text
    for _ in range(200):
        if 'hx-trigger="every' not in answer.text:
            return answer.text
        time.sleep(0.01)
        answer = client.get(answer.url.path)
    raise AssertionError("no answer came")


def test_a_file_that_is_sent_lies_in_the_divisions_folder_and_is_answered(
    checking: PageOffice, client: TestClient
) -> None:
    text = send(client, "ผล ใหม่.xlsx", b"PK new")
    assert (checking.inbox / "pr" / "ผล ใหม่.xlsx").read_bytes() == b"PK new"
    assert "ส่งกลับเพื่อแก้ไข" in text.replace("<span>", "").replace("</span>", "")


def test_the_same_file_again_changes_nothing_and_another_of_its_name_stands_beside_it(
    checking: PageOffice, client: TestClient
) -> None:
    for data in (b"PK one", b"PK one", b"PK two"):
        send(client, "twice.xlsx", data)
    lying = sorted(path.name for path in (checking.inbox / "pr").glob("twice*"))
    assert [name[:6] for name in lying] == ["twice-", "twice."]
    assert {(checking.inbox / "pr" / name).read_bytes() for name in lying} == {b"PK one", b"PK two"}


def test_a_file_that_is_only_checked_lies_nowhere(checking: PageOffice, client: TestClient) -> None:
    before = list_inbox(checking.inbox)
    text = send(client, "only.xlsx", b"PK only", "check")
    assert list_inbox(checking.inbox) == before
    assert "ไฟล์นี้ยังไม่ได้ส่ง" in text.replace("<span>", "").replace("</span>", "")


def test_what_files_say_is_shown_as_text(client: TestClient) -> None:
    text = send(client, f"{HOSTILE}.xlsx", b"PK hostile", "check")
    assert "<img" not in text and "&lt;img" in text


def test_an_answer_is_its_divisions_alone(checking: PageOffice, client: TestClient) -> None:
    fields = {"csrf": csrf_of(client, COUNTER), "act": "check"}
    answer = client.post(f"{COUNTER}/files", data=fields, files={"file": ("a.xlsx", b"PK")})
    other = checking.browser(AccessRole.FOCAL_POINT, "fin")
    assert client.get(answer.url.path).status_code == 200
    assert other.get(answer.url.path).status_code == 404


@pytest.mark.parametrize(("files", "said"), [({}, "ยังไม่ได้เลือกไฟล์"), ({"file": ("a.xlsx", b"")}, "ไฟล์ไม่มีข้อมูล")])
def test_no_file_is_told_beside_the_form(client: TestClient, files: dict[str, tuple[str, bytes]], said: str) -> None:
    answer = client.post(f"{COUNTER}/files", data={"csrf": csrf_of(client, COUNTER)}, files=files)
    assert answer.status_code == 400
    assert said in answer.text.replace("<span>", "").replace("</span>", "") and 'role="alert"' in answer.text


def test_the_history_shows_what_was_sent_before_and_what_became_of_it(client: TestClient) -> None:
    text = client.get(COUNTER).text
    assert text.index("รายงานผล_pr_2564-6m.xlsx") < text.index("รายงานผล_pr_2564-6m_ฉบับที่1.xlsx")


def test_a_failed_check_says_so_and_the_file_lies_in_the_inbox(office: Published, tmp_path: Path) -> None:
    page = copied(office, tmp_path)
    text = send(page.browser(AccessRole.FOCAL_POINT, "pr"), "b.xlsx", b"PK b")
    assert "ตรวจสอบไฟล์นี้ไม่สำเร็จ" in text.replace("<span>", "").replace("</span>", "")
    assert (page.inbox / "pr" / "b.xlsx").is_file()
    page.office.close()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("../../fin/over.xlsx", b"PK\x03\x04 climbs out of its folder"),
        ("C:\\\\fin\\\\over.xlsx", b"PK\x03\x04 names a drive"),
        (".~lock.ผล.xlsx#", b"PK\x03\x04 calls itself a lock file"),
        ("con.xlsx", b"MZ a program"),
        ("ผล\u202exslx.exe", b"MZ reads backwards"),
        ("laughs.xlsx", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'ha'>]>"),
        ("nothing.csv", b"\0" * 1000),
        ("=cmd|' /C calc'!A0.csv", b"=cmd|' /C calc'!A0"),
        ("ก" * 300 + ".xlsx", b"PK\x03\x04 has a long name"),
    ],
)
def test_a_hostile_file_lies_byte_for_byte_in_the_own_folder_where_a_run_looks(
    checking: PageOffice, client: TestClient, name: str, data: bytes
) -> None:
    before = {*list_inbox(checking.inbox)}
    send(client, name, data)
    (new,) = {*list_inbox(checking.inbox)} - before
    assert new.parent == checking.inbox / "pr" and new.read_bytes() == data
