"""Personal links: only the person who has one comes in, only while it holds, and nothing of it is kept or told."""

from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sarup.codes import AccessRole
from sarup.commands.access import Asked, access_book, add_access, list_access, revoke_access, say_access
from sarup.errors import UsageError
from sarup.gather.reference_folder import read_reference
from sarup.phrases import known_phrases
from sarup.web import entry
from sarup.web.sessions import COOKIE, SESSION_SECONDS, read_key
from tests.support.web.page_office import NOW, PageOffice, csrf_of
from tests.support.whole_way import SAMPLE

PHRASES = known_phrases()
REFERENCE = read_reference(SAMPLE / "reference")
DESK = AccessRole.PLANNING_OFFICE


def entered(page: PageOffice, token: str) -> TestClient:
    client = page.stranger()
    client.post("/in", data={"token": token})
    return client


def test_a_link_opens_the_page_of_its_role_by_a_button_and_not_by_being_looked_at(page: PageOffice) -> None:
    token, client = page.link(AccessRole.FOCAL_POINT, "pr"), page.stranger()
    door = client.get(f"/in/{token}")
    assert door.status_code == 200 and COOKIE not in client.cookies
    answer = client.post("/in", data={"token": token})
    assert answer.url.path == "/counter/2564-12m"
    assert "กลุ่มประชาสัมพันธ์" in answer.text.replace("<span>", "").replace("</span>", "")


@pytest.mark.parametrize(
    "token", ["", "x", "a" * 43, "../../etc/passwd", "ก" * 50, "'; drop table access; --", "a" * 5000]
)
def test_a_guessed_link_opens_nothing(page: PageOffice, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "BAD_LINKS_A_MINUTE", 1000)
    client = page.stranger()
    assert client.post("/in", data={"token": token}).status_code == 403
    assert client.get("/rounds/2564-6m").status_code == 401


def test_a_link_that_is_over_opens_nothing_and_ends_the_session(page: PageOffice) -> None:
    token = page.link(DESK, days=1)
    client = entered(page, token)
    assert client.get("/calendar").status_code == 200
    page.now = NOW + timedelta(days=1)
    try:
        assert client.get("/calendar").status_code == 401
        assert page.stranger().post("/in", data={"token": token}).status_code == 403
    finally:
        page.now = NOW


def test_a_link_that_was_taken_back_opens_nothing_at_the_next_step(page: PageOffice) -> None:
    token = page.link(DESK)
    client = entered(page, token)
    assert client.get("/calendar").status_code == 200
    revoke_access(page.home, list_access(page.home)[-1].number, "ย้ายตำแหน่ง", page.now, PHRASES)
    assert client.get("/calendar").status_code == 401
    assert page.stranger().post("/in", data={"token": token}).status_code == 403


def test_a_session_that_somebody_signed_with_another_key_is_none(page: PageOffice) -> None:
    client = page.browser(DESK)
    good = client.cookies[COOKIE]
    client.cookies.set(COOKIE, good[:-2] + ("aa" if good[-2:] != "aa" else "bb"), domain="testserver.local", path="/")
    assert client.get("/calendar").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_ends_by_itself(page: PageOffice) -> None:
    answer = page.stranger().post("/in", data={"token": page.link(DESK)}, follow_redirects=False)
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=lax" in told and f"max-age={SESSION_SECONDS}" in told


def test_leaving_ends_the_session(page: PageOffice) -> None:
    client = page.browser(DESK)
    assert client.post("/out", data={"csrf": csrf_of(client, "/calendar")}).status_code == 200
    assert client.get("/calendar").status_code == 401


def test_who_guesses_too_often_has_to_wait_and_a_good_link_does_not_count(
    page: PageOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "who", lambda _: "the guesser")
    client, good = page.stranger(), page.link(DESK)
    for _ in range(3):
        assert client.get(f"/in/{good}").status_code == 200
    answers = [client.post("/in", data={"token": "guess"}).status_code for _ in range(entry.BAD_LINKS_A_MINUTE + 1)]
    assert answers == [403] * entry.BAD_LINKS_A_MINUTE + [429]
    assert client.get(f"/in/{good}").status_code == 429


def test_no_token_is_kept_and_what_was_done_stands_in_the_journal(page: PageOffice) -> None:
    token = page.link(DESK)
    entered(page, token).get("/calendar")
    files = [path for path in page.home.rglob("*") if path.is_file()]
    assert not [path for path in files if token.encode() in path.read_bytes()]
    with access_book(page.home) as book:
        last = book.uses()[-1]
    assert (last.what, last.outcome) == ("enter", "done")


def test_a_focal_point_has_a_division_and_nobody_else(tmp_path: Path) -> None:
    for asked in (
        Asked(AccessRole.FOCAL_POINT, ""), Asked(AccessRole.FOCAL_POINT, "", "nobody"), Asked(DESK, "", "pr"),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            add_access(tmp_path, asked, REFERENCE, NOW, PHRASES)
    assert list_access(tmp_path) == []


def test_the_list_tells_role_position_and_end_and_no_link(tmp_path: Path) -> None:
    asked = Asked(AccessRole.FOCAL_POINT, "นักวิเคราะห์นโยบายและแผน", "pr", days=10)
    one, token = add_access(tmp_path, asked, REFERENCE, NOW, PHRASES)
    line = "1 ผู้ประสานงาน · นักวิเคราะห์นโยบายและแผน · pr · ใช้ได้ถึงวันที่ ๓๑ ตุลาคม ๒๕๖๔ · ใช้ได้"
    assert say_access(one, NOW, PHRASES) == line
    assert say_access(one, NOW + timedelta(days=10), PHRASES).endswith("พ้นกำหนด")
    assert len(token) == 43 and token not in line


def test_a_link_is_taken_back_once(tmp_path: Path) -> None:
    one, _ = add_access(tmp_path, Asked(DESK, ""), REFERENCE, NOW, PHRASES)
    revoke_access(tmp_path, one.number, "", NOW, PHRASES)
    assert not list_access(tmp_path)[0].is_valid(NOW)
    for number in (one.number, 99):
        with pytest.raises(UsageError):
            revoke_access(tmp_path, number, "", NOW, PHRASES)


def test_the_key_of_sessions_is_made_once_and_its_owners_alone(tmp_path: Path) -> None:
    key = read_key(tmp_path)
    assert len(key) == 32 and read_key(tmp_path) == key
    assert (tmp_path / "page.key").stat().st_mode & 0o077 == 0
