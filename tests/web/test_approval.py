"""An approval is of the very documents that were seen: what changes them asks again, and closing needs it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sarup.codes import AccessRole
from sarup.commands.approving import (
    ApprovalState,
    ApprovalView,
    documents_of,
    read_approval,
    refuse_unapproved,
)
from sarup.errors import UsageError
from sarup.pipeline import open_run
from sarup.record.decisions import DecisionReason
from sarup.warehouse_file import open_warehouse
from tests.support.web.page_office import NOW, PageOffice, copied, csrf_of
from tests.support.whole_way import Published

PLACE = "/approval/2564-6m"


@pytest.fixture
def office_page(office: Published, tmp_path: Path) -> Iterator[PageOffice]:
    page = copied(office, tmp_path)
    yield page
    page.office.close()


def asking(page: PageOffice, how_many: str) -> PageOffice:
    with (page.reference / "report.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\napproval: {how_many}\n")
    return page


def view_of(page: PageOffice) -> ApprovalView:
    with page.office.warehouse() as warehouse:
        assert warehouse is not None
        return read_approval(page.home, page.office.reference, warehouse, "2564-6m", "tpso")


def say(page: PageOffice, client: TestClient, act: str, reason: str = "", seen: str | None = None) -> int:
    form = {"csrf": csrf_of(client, PLACE), "act": act, "reason": reason, "seen": seen or view_of(page).seen}
    return client.post(PLACE, data=form).status_code


def test_an_office_that_asks_for_none_has_none(office_page: PageOffice) -> None:
    assert view_of(office_page).state == ApprovalState.NOT_ASKED
    client = office_page.browser(AccessRole.APPROVER)
    assert "เห็นชอบรายงานฉบับนี้" not in client.get(PLACE).text


def test_one_approves_the_documents_by_their_hashes(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    assert view_of(page).state == ApprovalState.WAITING
    assert say(page, page.browser(AccessRole.APPROVER), "approve") == 200
    view = view_of(page)
    assert view.state == ApprovalState.APPROVED
    assert dict(view.holding[0].documents) == documents_of(page.home, "2564-6m", "tpso")
    assert sorted(Path(name).suffix for name in view.documents) == [".docx", ".html", ".pdf", ".xlsx"]


def test_two_are_two_people(office_page: PageOffice) -> None:
    page = asking(office_page, "two")
    first = page.browser(AccessRole.APPROVER)
    assert say(page, first, "approve") == 200
    assert view_of(page).state == ApprovalState.HALF
    assert say(page, first, "approve") == 400
    assert view_of(page).state == ApprovalState.HALF
    assert say(page, page.browser(AccessRole.APPROVER), "approve") == 200
    assert view_of(page).state == ApprovalState.APPROVED


def test_sending_back_needs_a_reason_and_undoes_what_was_approved(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    client = page.browser(AccessRole.APPROVER)
    assert say(page, client, "approve") == 200
    assert say(page, client, "send_back") == 400
    assert say(page, client, "send_back", "โปรดเพิ่มสาเหตุ") == 200
    assert view_of(page).state == ApprovalState.SENT_BACK


def test_a_changed_document_asks_again_and_what_was_seen_before_is_not_approved(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    client = page.browser(AccessRole.APPROVER)
    before = view_of(page).seen
    assert say(page, client, "approve") == 200
    (document,) = (page.home / "output" / "2564-6m").glob("*.html")
    document.write_text(document.read_text(encoding="utf-8") + "<!-- changed -->", encoding="utf-8")
    assert view_of(page).state == ApprovalState.CHANGED
    assert say(page, client, "approve", seen=before) == 409
    assert f"เอกสาร {document.name} เปลี่ยนแปลง" in client.get(PLACE).text


def test_a_changed_reference_file_asks_again(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    assert say(page, page.browser(AccessRole.APPROVER), "approve") == 200
    with (page.reference / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("digits: arabic\n")
    assert view_of(page).state == ApprovalState.CHANGED


def test_closing_on_the_page_waits_for_the_approval(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    desk = page.browser(AccessRole.PLANNING_OFFICE)
    form = {"csrf": csrf_of(desk, "/rounds/2564-6m/decisions"), "reason": "ครบถ้วน"}
    assert desk.post("/rounds/2564-6m/close", data=form).status_code == 400
    assert page.asked == []
    assert say(page, page.browser(AccessRole.APPROVER), "approve") == 200
    assert desk.post("/rounds/2564-6m/close", data=form).status_code == 200


def test_a_round_is_closed_only_as_it_was_approved(office_page: PageOffice) -> None:
    page = asking(office_page, "one")
    why = DecisionReason("หน่วยงานผู้รวบรวมรายงาน", "ครบถ้วน", None, NOW, "tpso")
    run = open_run("2564-6m", page.inbox, page.reference, page.home, None, None, NOW, why)
    shutil.copyfile(page.home / "sarup.duckdb", run.building)
    with pytest.raises(UsageError, match="ยังไม่ได้รับความเห็นชอบครบ"):
        refuse_unapproved(run)
    assert say(page, page.browser(AccessRole.APPROVER), "approve") == 200
    refuse_unapproved(run)
    run.building.chmod(0o600)
    with open_warehouse(run.building) as connection:
        connection.execute("update core.submission set is_in_force = false where division_code = 'pr'")
    with pytest.raises(UsageError, match="ยังไม่ได้รับความเห็นชอบครบ"):
        refuse_unapproved(run)
