"""Every route with every role's link: nobody is shown what is not theirs, no answer is a failure, all are safe."""

import re
from collections.abc import Iterator, Mapping

import pytest
from starlette.testclient import TestClient

from sarup.codes import AccessRole
from sarup.web import app as page_app
from sarup.web.app import WAYS, Way
from sarup.web.guards import DOCUMENT_POLICY, HEADERS, POLICY
from tests.support.web.page_office import PageOffice, csrf_of
from tests.support.whole_way import SAMPLE

OWN = "fin"
HOMES = {
    AccessRole.PLANNING_OFFICE: "/rounds/2564-6m",
    AccessRole.FOCAL_POINT: "/counter/2564-6m",
    AccessRole.APPROVER: "/approval/2564-6m",
    AccessRole.READER: "/documents",
}
# What paths may be filled with: what there is, what is another's, what is none.
VALUES: Mapping[str, tuple[str, ...]] = {
    "round": ("2564-6m", "2564-99m", "..%2f..", "%00", "ก", "' or 1=1 --"),
    "division": ("pr", "nobody", "..%2fpr", "%ff"),
    "digest": ("0" * 64, "x", "..%2f..%2fjournal.sqlite", "*"),
    "part": ("letter", "workbook", "..", "%2e%2e"),
    "item": ("1.1.1", "9.9.9", "<script>", "%0a"),
    "edition": ("current", "1", "-1", "..%2f.."),
    "name": ("x.pdf", "..%2f..%2fjournal.sqlite", "%2e%2e%2fpage.key", "*"),
    "key": ("x", "..", "%00"),
    "number": ("1", "0", "99999999999999999999"),
}
# Words that stand in the published sample and are of other divisions than OWN.
OTHERS = [
    line.split(",")[2]
    for line in (SAMPLE / "reference" / "divisions.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    if not line.startswith(f"{OWN},")
]


@pytest.fixture(scope="module")
def browsers(page: PageOffice) -> Mapping[AccessRole, TestClient]:
    return {role: page.browser(role, OWN if role == AccessRole.FOCAL_POINT else "") for role in AccessRole}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_app, "ASKED_A_MINUTE", 100_000)
    monkeypatch.setattr(page_app, "SENT_A_MINUTE", 100_000)


def filled(path: str) -> Iterator[str]:
    """Yield a path with its first values, then with each other value in each place."""
    names = re.findall(r"{(\w+)(?::int)?}", path)
    first = {name: VALUES[name][0] for name in names}
    for name in [None, *names]:
        for value in VALUES[name][1:] if name else ("",):
            given = {**first, **({name: value} if name else {})}
            yield re.sub(r"{(\w+)(?::int)?}", lambda found, given=given: given[found[1]], path)


def asked(client: TestClient, way: Way, path: str, csrf: str = "") -> object:
    if way.method == "GET":
        return client.get(path, follow_redirects=False)
    return client.post(path, data={"csrf": csrf}, follow_redirects=False)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method} {way.path}")
def test_a_route_answers_whom_it_is_for_and_nobody_else_and_never_fails(
    page: PageOffice, browsers: Mapping[AccessRole, TestClient], way: Way
) -> None:
    tokens = {role: csrf_of(browsers[role], HOMES[role]) for role in way.roles}
    first = next(filled(way.path))
    for path in filled(way.path):
        for role, client in browsers.items():
            if (way.path == "/out" and role in way.roles) or (role not in way.roles and path != first):
                continue
            answer = asked(client, way, path, tokens.get(role, ""))
            assert answer.status_code < 500, path
            assert answer.headers["Content-Security-Policy"] in (POLICY, DOCUMENT_POLICY)
            assert HEADERS.items() <= {**dict.fromkeys(HEADERS), **{n: answer.headers.get(n) for n in HEADERS}}.items()
            if role not in way.roles:
                assert answer.status_code in (403, 404), (role, path)
    assert asked(page.stranger(), way, first).status_code == 401


@pytest.mark.parametrize("way", [way for way in WAYS if way.method == "GET"], ids=lambda way: way.path)
def test_nothing_of_another_division_is_shown_to_a_focal_point(
    browsers: Mapping[AccessRole, TestClient], way: Way
) -> None:
    client = browsers[AccessRole.FOCAL_POINT]
    for path in filled(way.path):
        text = client.get(path).text
        assert not [name for name in OTHERS if name in re.sub("<[^>]+>", "", text)], path


@pytest.mark.parametrize("way", [way for way in WAYS if way.method == "POST"], ids=lambda way: way.path)
def test_a_form_that_is_not_ours_does_nothing(
    page: PageOffice, browsers: Mapping[AccessRole, TestClient], way: Way
) -> None:
    path = next(filled(way.path))
    for role in way.roles:
        client = browsers[role]
        before = list(page.asked)
        assert client.post(path).status_code == 403
        assert client.post(path, data={"csrf": "x"}).status_code == 403
        csrf = csrf_of(client, HOMES[role])
        other = {"Origin": "https://elsewhere.example"}
        assert client.post(path, data={"csrf": csrf}, headers=other).status_code == 403
        assert page.asked == before


def test_a_reader_sees_no_figure_and_no_document_of_a_round_that_is_not_closed(
    browsers: Mapping[AccessRole, TestClient],
) -> None:
    client = browsers[AccessRole.READER]
    assert client.get("/rounds/2564-6m/items/1.1.1").status_code == 404
    assert client.get("/documents/2564-6m/current/รายงาน_tpso_2564-6m_preliminary.pdf").status_code == 404
    assert "/current/" not in client.get("/documents").text


def test_a_page_asked_for_under_another_name_is_refused(page: PageOffice) -> None:
    assert page.stranger().get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_more_than_may_be_sent_is_refused_whatever_its_headers_say(
    page: PageOffice, browsers: Mapping[AccessRole, TestClient]
) -> None:
    client = browsers[AccessRole.FOCAL_POINT]
    path, most = "/counter/2564-6m/files", page.office.settings.page_upload_mb * 1_000_000
    csrf = csrf_of(client, "/counter/2564-6m")
    large = {"file": ("large.xlsx", b"0" * (most + 100_000))}
    assert client.post(path, data={"csrf": csrf}, files=large).status_code == 413
    assert not (page.inbox / OWN / "large.xlsx").exists()

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield b"0" * 40_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/out", content=pieces(), headers=headers).status_code == 413


def test_who_asks_too_often_has_to_wait(page: PageOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    client = page.browser(AccessRole.READER)
    monkeypatch.setattr(page_app, "ASKED_A_MINUTE", 5)
    assert [client.get("/documents").status_code for _ in range(6)][-1] == 429
