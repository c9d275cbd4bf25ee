"""The planning office's desk: the board tells what the sample's files came to, decisions are lines of the journal."""

import re
import time

import pytest
from starlette.testclient import TestClient

from sarup.codes import AccessRole
from sarup.commands.round_board import BoardFilter, read_board
from sarup.record.journal import Journal
from sarup.web.office import ClosingAsked
from tests.support.web.page_office import PageOffice, csrf_of

BOARD = "/rounds/2564-6m"


@pytest.fixture
def client(page: PageOffice) -> TestClient:
    return page.browser(AccessRole.PLANNING_OFFICE)


def plain(text: str) -> str:
    """Return what a page says: its texts, one space between them."""
    return " ".join(re.sub(r"<[^>]+>", "", text.replace("</td>", " </td>")).split())


def decisions(page: PageOffice) -> list[tuple[str, str, bool]]:
    with Journal(page.home / "journal.sqlite") as journal:
        return [(one.kind, one.reason, one.undone_at is not None) for one in journal.decisions()]


@pytest.mark.parametrize(
    ("shown", "codes"),
    [
        (BoardFilter.ALL, {"plan", "psd", "risk", "fin", "eth", "pr", "legal", "aud", "hr", "it", "data"}),
        (BoardFilter.MISSING, {"data"}),
        (BoardFilter.TO_MEND, set()),
        (BoardFilter.LATE, {"aud"}),
    ],
)
def test_a_filter_shows_the_divisions_it_names(page: PageOffice, shown: BoardFilter, codes: set[str]) -> None:
    with page.office.warehouse() as warehouse:
        assert warehouse is not None
        board = read_board(warehouse, "2564-6m", "tpso", shown, "", 1)
    assert {one.division_code for one in board.rows} == codes and board.found == len(codes)
    assert (board.counts.all, board.counts.missing, board.counts.accepted, board.counts.late) == (11, 1, 10, 1)


def test_a_search_finds_names_and_codes_whatever_letters_they_have(page: PageOffice) -> None:
    with page.office.warehouse() as warehouse:
        assert warehouse is not None
        for search in ("ประชาสัมพันธ์", "PR", " pr "):
            found = read_board(warehouse, "2564-6m", "tpso", BoardFilter.ALL, search, 1)
            assert [one.division_code for one in found.rows] == ["pr"]
        assert read_board(warehouse, "2564-6m", "tpso", BoardFilter.ALL, "%", 1).found == 0
        assert read_board(warehouse, "2564-6m", "another", BoardFilter.ALL, "", 1).found == 0


def test_the_board_says_who_is_late_and_how_long_ago_it_was_due(client: TestClient) -> None:
    text = plain(client.get(BOARD).text)
    assert "กำหนดส่งวันที่ ๑๖ เมษายน ๒๕๖๔ พ้นกำหนดแล้ว ๑๘๘ วัน" in text
    assert "ส่งล่าช้า ๔ วัน" in text


def test_pages_and_filters_that_there_are_not_show_what_there_is(client: TestClient) -> None:
    for query in ("?page=99", "?page=-1", "?page=x", "?page=๑", "?state=nothing", "?page=" + "9" * 50):
        assert client.get(BOARD + query).status_code == 200


def test_a_run_is_asked_of_the_service(page: PageOffice, client: TestClient) -> None:
    client.post(f"{BOARD}/run", data={"csrf": csrf_of(client, BOARD)})
    assert page.asked[-1] == "2564-6m"


def test_a_file_is_withdrawn_with_a_reason_and_taken_back(page: PageOffice, client: TestClient) -> None:
    place = f"{BOARD}/divisions/pr"
    form = {"csrf": csrf_of(client, place), "submission": "d846e666f528d10f-pr"}
    assert client.post(f"{place}/withdraw", data=form).status_code == 400
    assert client.post(f"{BOARD}/divisions/fin/withdraw", data={**form, "reason": "x"}).status_code == 404
    assert client.post(f"{place}/withdraw", data={**form, "reason": "ส่งผิดไฟล์"}).status_code == 200
    assert decisions(page)[-1] == ("withdrawal", "ส่งผิดไฟล์", False)
    with Journal(page.home / "journal.sqlite") as journal:
        number = journal.decisions()[-1].number
    undo = {"csrf": form["csrf"], "reason": "ตรวจสอบแล้วถูกต้อง"}
    assert client.post(f"{BOARD}/undo/{number}", data=undo).status_code == 200
    assert decisions(page)[-1] == ("withdrawal", "ส่งผิดไฟล์", True)
    assert client.post(f"{BOARD}/undo/{number}", data=undo).status_code == 404


def test_a_rule_is_waived_for_a_time_and_one_that_guards_is_not(page: PageOffice, client: TestClient) -> None:
    form = {"csrf": csrf_of(client, f"{BOARD}/decisions"), "division": "pr", "item": "", "reason": "ระบบเดิมขัดข้อง"}
    assert client.post(f"{BOARD}/waive", data={**form, "rule": "R12", "until": "ไม่ใช่วัน"}).status_code == 400
    assert client.post(f"{BOARD}/waive", data={**form, "rule": "S01", "until": "2021-04-30"}).status_code == 400
    assert client.post(f"{BOARD}/waive", data={**form, "rule": "R12", "until": "2021-04-30"}).status_code == 200
    assert decisions(page)[-1] == ("waiver", "ระบบเดิมขัดข้อง", False)


def test_a_closing_is_asked_for_once_and_why_it_is_refused_is_told(page: PageOffice, client: TestClient) -> None:
    page.refusal = "มีการประมวลผลอื่นกำลังทำงานอยู่"
    form = {"csrf": csrf_of(client, f"{BOARD}/decisions"), "reason": "ครบถ้วนแล้ว"}
    assert client.post(f"{BOARD}/close", data=form).status_code == 200
    for _ in range(100):
        text = plain(client.get(f"{BOARD}/decisions").text)
        if page.refusal in text:
            break
        time.sleep(0.01)
    assert f"ปิดรอบไม่สำเร็จ: {page.refusal}" in text
    assert page.asked[-1] == ClosingAsked("2564-6m", "tpso", "หน่วยงานผู้รวบรวมรายงาน", "ครบถ้วนแล้ว")


def test_a_figure_leads_from_the_page_to_its_cell(client: TestClient) -> None:
    text = plain(client.get(f"{BOARD}/items/1.1.1").text)
    assert "รายงานผล_risk_2564-6m.xlsx" in text and "เซลล์ O8" in text
