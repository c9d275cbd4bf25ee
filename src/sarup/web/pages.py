"""Templates filled: every text escaped, every sentence from the phrases, days and numbers as the office writes them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sarup.assets import asset_path
from sarup.codes import AccessRole
from sarup.office.rounds import Round
from sarup.phrases import Phrases
from sarup.record.access import Access
from sarup.render.html.text import mark_words
from sarup.thai.dates import format_full, format_short
from sarup.thai.letters import show_odd
from sarup.thai.times import BANGKOK
from sarup.web.office import Office
from sarup.web.sessions import Session

# What each role finds in the menu, the first of them when it opens the page.
MENU = {
    AccessRole.PLANNING_OFFICE: ("board", "findings", "decisions", "calendar", "approval", "documents", "items"),
    AccessRole.FOCAL_POINT: ("counter",),
    AccessRole.APPROVER: ("approval", "board", "documents", "items"),
    AccessRole.READER: ("documents", "items"),
}


class NotFound(Exception):
    """There is no such thing, or it is another's: nobody is told which."""


@dataclass(frozen=True)
class Call:
    """One request of somebody who may ask it; `form` is what a form brought, empty for one that only looks."""

    request: Request
    office: Office
    session: Session
    form: FormData

    @property
    def access(self) -> Access:
        """Return the link of who asks."""
        return self.session.access

    @property
    def agency(self) -> str:
        """Return the agency of who asks."""
        return self.session.access.agency_code

    @property
    def round(self) -> Round:
        """Return the round of the path. Raises NotFound for one that there is not."""
        found = self.office.round(self.request.path_params["round"])
        if found is None:
            raise NotFound
        return found

    def text(self, name: str, longest: int = 500) -> str:
        """Return a text of the form, one line of it; empty where there is none."""
        value = self.form.get(name)
        return " ".join(value.split())[:longest] if isinstance(value, str) else ""

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page of somebody's."""
        return show(self.office, self.session, self.request, template, status, **values)

    def go(self, path: str, said: str = "") -> RedirectResponse:
        """Return the way to another page, which says what was done."""
        return RedirectResponse(f"{path}?said={said}" if said else path, 303)

    def note(self, what: str, target: str, outcome: str = "done") -> None:
        """Keep in the journal what was done."""
        self.office.note(self.access.number, what, target, outcome)


def show(
    office: Office, session: Session | None, request: Request, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page, for somebody who is known or not."""
    phrases, reference = office.phrases, office.reference
    said = phrases.options("web.said").get(request.query_params.get("said", ""), "")
    agency = session.access.agency_code if session else (reference.agency_codes() or [""])[0]
    names = {str(row["agency_code"]): str(row["agency_name"]) for row in reference.agencies}
    known = {
        "p": phrases,
        "session": session,
        "request": request,
        "office_name": names.get(agency, agency),
        "rounds": reference.rounds,
        "round": values.get("round") or office.current_round(),
        "menu": MENU[session.access.role] if session else (),
        "is_sample": any(row.get("is_sample") == "true" for row in reference.divisions),
        "said": said,
        "here": "",
        "upload_mb": office.settings.page_upload_mb,
        **_writers(phrases),
    }
    page = _environment().get_template(f"{template}.html.j2").render({**known, **values})
    return HTMLResponse(page, status)


def file_answer(data: bytes, name: str, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """Return a file to keep under its name."""
    from urllib.parse import quote

    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition, **(headers or {})})


def _writers(phrases: Phrases) -> dict[str, Any]:
    """Return the functions with which templates write: sentences, labels, numbers, days and times."""

    def t(key: str, **slots: object) -> str:
        return phrases.say(key, **slots)

    def n(value: object) -> str:
        return phrases.number(f"{value:,}" if isinstance(value, int) else value)

    def day(value: date, is_short: bool = False) -> str:
        return phrases.number((format_short if is_short else format_full)(value))

    def at(value: datetime) -> str:
        local = value.astimezone(BANGKOK)
        return phrases.say("calendar.at", day=day(local.date(), True), time=phrases.number(f"{local:%H.%M}"))

    def round_name(one: Round) -> str:
        return phrases.number(phrases.round_of_year(one.label, one.fiscal_year_be))

    return {"t": t, "n": n, "day": day, "at": at, "round_name": round_name, "label": phrases.options}


@lru_cache(1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(asset_path("templates/web")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=mark_words, shown=show_odd)
    return environment
