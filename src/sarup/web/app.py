"""All routes of the page, and whom each is for: the one list by which a test asks each with every other role's link."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sarup.codes import AccessRole
from sarup.errors import UsageError
from sarup.web import approval, counter, decisions, desk, documents, entry
from sarup.web.guards import BodyLimit, Limiter, SafeHeaders, TooLarge
from sarup.web.office import Office
from sarup.web.pages import Call, NotFound, show
from sarup.web.sessions import is_own_form, read_session

LOGGER = logging.getLogger("sarup.page")
DESK, FOCAL = frozenset({AccessRole.PLANNING_OFFICE}), frozenset({AccessRole.FOCAL_POINT})
APPROVERS = frozenset({AccessRole.APPROVER})
OFFICE = DESK | APPROVERS
READERS = OFFICE | {AccessRole.READER}
ANYBODY = frozenset(AccessRole)
ASKED_A_MINUTE, SENT_A_MINUTE = 600, counter.UPLOADS_A_MINUTE
HERE = ["127.0.0.1", "localhost", "testserver"]
View = Callable[[Call], Response]


@dataclass(frozen=True)
class Way:
    """One route: its method and path, whom it is for, and what answers it."""

    method: str
    path: str
    roles: frozenset[AccessRole]
    view: View


WAYS = (
    Way("GET", "/", ANYBODY, entry.home),
    Way("POST", "/out", ANYBODY, entry.leave),
    Way("GET", "/rounds/{round}", OFFICE, desk.board),
    Way("GET", "/rounds/{round}/divisions/{division}", OFFICE, desk.division),
    Way("GET", "/rounds/{round}/divisions/{division}/files/{digest}/{part}", OFFICE, desk.letter),
    Way("POST", "/rounds/{round}/divisions/{division}/withdraw", DESK, decisions.withdraw),
    Way("GET", "/rounds/{round}/findings", DESK, desk.findings),
    Way("GET", "/rounds/{round}/decisions", DESK, decisions.decisions),
    Way("POST", "/rounds/{round}/waive", DESK, decisions.waive),
    Way("POST", "/rounds/{round}/undo/{number:int}", DESK, decisions.undo),
    Way("POST", "/rounds/{round}/close", DESK, decisions.close),
    Way("POST", "/rounds/{round}/run", DESK, desk.run),
    Way("GET", "/calendar", DESK, desk.calendar),
    Way("GET", "/rounds/{round}/items", READERS, documents.items),
    Way("GET", "/rounds/{round}/items/{item}", READERS, documents.item),
    Way("GET", "/documents", READERS, documents.documents),
    Way("GET", "/documents/{round}/{edition}/{name}", READERS, documents.document),
    Way("GET", "/approval/{round}", OFFICE, approval.approval),
    Way("POST", "/approval/{round}", APPROVERS, approval.decide),
    Way("GET", "/counter/{round}", FOCAL, counter.counter),
    Way("GET", "/counter/{round}/form", FOCAL, counter.form),
    Way("POST", "/counter/{round}/files", FOCAL, counter.take),
    Way("GET", "/counter/{round}/sent/{digest}/{key}", FOCAL, counter.answer),
    Way("GET", "/counter/{round}/checks/{key}", FOCAL, counter.answer),
    Way("GET", "/counter/{round}/files/{digest}/{part}", FOCAL, counter.letter),
)


def make_app(office: Office) -> Starlette:
    """Return the page of an office."""
    limiter = Limiter()

    async def door(request: Request) -> Response:
        """Answer a personal link."""
        return await run_in_threadpool(entry.door, office, limiter, request)

    async def enter(request: Request) -> Response:
        """Answer the button of the door."""
        async with request.form(max_files=0, max_fields=5) as form:
            return await run_in_threadpool(entry.enter, office, limiter, request, form)

    async def static(request: Request) -> Response:
        """Answer for a file of the page's looks."""
        return entry.static(request)

    routes = [
        *(Route(way.path, _guarded(office, limiter, way), methods=[way.method]) for way in WAYS),
        Route("/in/{token}", door, methods=["GET"]),
        Route("/in", enter, methods=["POST"]),
        Route("/static/{name}", static, methods=["GET"]),
    ]
    most = office.settings.page_upload_mb * 1_000_000
    is_https = office.settings.page_url.startswith("https:")
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(SafeHeaders, is_https=is_https),
            Middleware(TrustedHostMiddleware, allowed_hosts=_hosts(office)),
            Middleware(BodyLimit, most_bytes=most),
        ],
        exception_handlers={
            404: _teller(office, 404),
            405: _teller(office, 404),
            NotFound: _teller(office, 404),
            TooLarge: _teller(office, 413),
            Exception: _teller(office, 500),
        },
    )


def _guarded(office: Office, limiter: Limiter, way: Way) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a route: whoever it is not for, asks too often or sends too much is told so first."""
    is_sending = way.path.endswith("/files")

    async def answer(request: Request) -> Response:
        """Answer one request."""
        if request.state.is_too_large:
            return _fault(office, request, 413)
        session = await run_in_threadpool(read_session, office, request)
        if session is None:
            return await run_in_threadpool(entry.out, office, request)
        number = str(session.access.number)
        if not limiter.is_allowed("ask", number, ASKED_A_MINUTE):
            return _fault(office, request, 429)
        if session.access.role not in way.roles:
            await run_in_threadpool(office.note, session.access.number, "ask", request.url.path[:200], "refused")
            return _fault(office, request, 403)
        if way.method == "GET":
            return await run_in_threadpool(_view, way, Call(request, office, session, FormData()))
        if is_sending and not limiter.is_allowed("send", number, SENT_A_MINUTE):
            return _fault(office, request, 429)
        async with request.form(max_files=1, max_fields=20) as form:
            if not is_own_form(request, form.get("csrf"), session.csrf):
                return _fault(office, request, 403, office.phrases.texts["web.fault.form"])
            return await run_in_threadpool(_view, way, Call(request, office, session, form))

    return answer


def _view(way: Way, call: Call) -> Response:
    """Return a view's answer; what somebody cannot do is told in its own words."""
    try:
        return way.view(call)
    except UsageError as error:
        return call.show("fault", 400, fault_code=400, message=str(error))


def _fault(office: Office, request: Request, status: int, message: str = "") -> Response:
    """Return the page that tells what cannot be."""
    session = read_session(office, request)
    return show(office, session, request, "fault", status, fault_code=status, message=message)


def _teller(office: Office, status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def tell(request: Request, _: Exception) -> Response:
        """Tell what cannot be; the log gets the failure from who runs the page, and no name of anybody."""
        return await run_in_threadpool(_fault, office, request, status)

    return tell


def _hosts(office: Office) -> list[str]:
    """Return the names under which the page may be asked: others are somebody's who leads people here."""
    named = urlsplit(office.settings.page_url).hostname
    own = office.settings.page_host
    return [*HERE, *([named] if named else []), *([] if own in ("0.0.0.0", "::") else [own])]
