"""The door: a personal link opens a session, which ends by itself or when somebody leaves."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from sarup.assets import asset_path
from sarup.codes import AccessRole
from sarup.web.guards import Limiter
from sarup.web.office import Office
from sarup.web.pages import Call, NotFound, show
from sarup.web.sessions import COOKIE, end_session, find_link, is_own_form, open_session

BAD_LINKS_A_MINUTE = 20
STATIC = {
    "page.css": ("templates/web/page.css", "text/css; charset=utf-8"),
    "htmx.js": ("templates/web/htmx.min.js", "text/javascript; charset=utf-8"),
    "regular.woff2": ("templates/fonts/Sarabun-Regular.woff2", "font/woff2"),
    "bold.woff2": ("templates/fonts/Sarabun-Bold.woff2", "font/woff2"),
}


def who(request: Request) -> str:
    """Return what tells one browser's address from another's; kept for a minute, in memory alone."""
    return request.client.host if request.client else ""


def door(office: Office, limiter: Limiter, request: Request) -> Response:
    """Show the door of a personal link: a button, since mail programs open links beforehand and press no button."""
    if not limiter.is_free("link", who(request), BAD_LINKS_A_MINUTE):
        return _fault(office, request, 429)
    if find_link(office, request.path_params["token"]) is None:
        return _refuse(office, limiter, request)
    return show(office, None, request, "enter", token=request.path_params["token"])


def enter(office: Office, limiter: Limiter, request: Request, form: FormData) -> Response:
    """Open a session for a link."""
    if not limiter.is_free("link", who(request), BAD_LINKS_A_MINUTE):
        return _fault(office, request, 429)
    token = form.get("token")
    access = find_link(office, token) if isinstance(token, str) else None
    if access is None:
        return _refuse(office, limiter, request)
    if not is_own_form(request, "", ""):
        return _fault(office, request, 403)
    office.note(access.number, "enter", access.role)
    response = RedirectResponse("/", 303)
    open_session(office, access, response)
    return response


def leave(call: Call) -> Response:
    """End the session."""
    call.note("leave", str(call.access.role))
    response = show(call.office, None, call.request, "out", message=call.office.phrases.texts["web.left"])
    end_session(response)
    return response


def home(call: Call) -> Response:
    """Lead to what somebody opens the page for."""
    code = call.office.current_round().round_code
    return call.go(
        {
            AccessRole.PLANNING_OFFICE: f"/rounds/{code}",
            AccessRole.FOCAL_POINT: f"/counter/{code}",
            AccessRole.APPROVER: f"/approval/{code}",
            AccessRole.READER: "/documents",
        }[call.access.role]
    )


def out(office: Office, request: Request) -> Response:
    """Tell somebody without a session how to come in; the cookie of a link that is over goes away."""
    response = show(office, None, request, "out", 401, message="")
    if COOKIE in request.cookies:
        end_session(response)
    return response


def static(request: Request) -> Response:
    """Return a file of the page's own looks."""
    found = STATIC.get(request.path_params["name"])
    if found is None:
        raise NotFound
    return FileResponse(asset_path(found[0]), media_type=found[1], headers={"Cache-Control": "max-age=86400"})


def _refuse(office: Office, limiter: Limiter, request: Request) -> Response:
    limiter.is_allowed("link", who(request), BAD_LINKS_A_MINUTE)
    office.note(None, "enter", "", "refused")
    return show(office, None, request, "bad_link", 403)


def _fault(office: Office, request: Request, status: int) -> Response:
    return show(office, None, request, "fault", status, fault_code=status, message="")
