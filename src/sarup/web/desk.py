"""The planning office's desk: the round's board, a division's files, findings by rule, the calendar, a run now."""

from contextlib import suppress
from dataclasses import dataclass

from starlette.responses import Response

from sarup.codes import Severity
from sarup.commands.calendar import read_calendar, say_calendar
from sarup.commands.check import read_findings
from sarup.commands.round_board import BoardFilter, read_board
from sarup.office.rounds import Round
from sarup.rows import read_rows
from sarup.web.pages import Call, NotFound
from sarup.web.sent_files import letter_answer, letters_of, read_versions

RULES = """
select
    f.rule, f.severity, count(*) as finding_count, count(distinct s.division_code) as division_count,
    any_value(f.message_th) as message
from core.finding as f
inner join core.submission as s on f.submission_id = s.submission_id
where s.round_code = $round and s.agency_code = $agency and not f.is_waived
group by f.rule, f.severity
order by array_position(['error', 'warning', 'notice'], f.severity), finding_count desc, f.rule
"""


@dataclass(frozen=True)
class RuleCount:
    """How often a rule found something in a round, in how many divisions, and an example."""

    rule: str
    severity: Severity
    finding_count: int
    division_count: int
    message: str


def countdown(call: Call, period: Round) -> tuple[str, int]:
    """Return how the due day stands to today (left, today, over), and the days between."""
    days = (period.due_on - call.office.clock().date()).days
    return ("left" if days > 0 else "over" if days else "today"), abs(days)


def board(call: Call) -> Response:
    """Show one page of the round's board."""
    period, asked = call.round, call.request.query_params
    shown = BoardFilter.ALL
    with suppress(ValueError):
        shown = BoardFilter(asked.get("state", "all"))
    search = asked.get("q", "")[:100]
    page = int(asked["page"]) if asked.get("page", "").isascii() and asked.get("page", "").isdigit() else 1
    with call.office.warehouse() as warehouse:
        found = (
            read_board(warehouse, period.round_code, call.agency, shown, search, min(page, 10**6))
            if warehouse
            else None
        )
    return call.show(
        "board", here="board", round=period, board=found, shown=shown, search=search, due=countdown(call, period)
    )


def division(call: Call) -> Response:
    """Show what one division of the own agency sent, and what is to be mended in the newest file."""
    period, code = call.round, call.request.path_params["division"]
    if call.office.reference.agency_of().get(code) != call.agency:
        raise NotFound
    with call.office.warehouse() as warehouse:
        versions = read_versions(warehouse, period.round_code, code) if warehouse else []
        findings = (
            read_findings(warehouse, versions[-1].submission_id, call.office.phrases) if versions and warehouse else ()
        )
    return call.show(
        "division",
        here="board",
        round=period,
        code=code,
        name=call.office.reference.division_names()[code],
        versions=versions,
        findings=findings,
        letters=letters_of(call.office, code, period.round_code, versions),
        base=f"/rounds/{period.round_code}/divisions/{code}",
    )


def findings(call: Call) -> Response:
    """Show the round's findings by rule."""
    names = {"round": call.round.round_code, "agency": call.agency}
    with call.office.warehouse() as warehouse:
        found = read_rows(warehouse, RuleCount, RULES, names) if warehouse else []
    return call.show("findings", here="findings", round=call.round, rules=found)


def calendar(call: Call) -> Response:
    """Show what the calendar has done and will do."""
    found = read_calendar(call.office.home, call.office.reference, call.office.clock())
    return call.show("calendar", here="calendar", lines=say_calendar(found, call.office.phrases))


def run(call: Call) -> Response:
    """Ask the service for a report now."""
    code = call.round.round_code
    call.office.ask_run(code)
    call.note("run", code)
    return call.go(f"/rounds/{code}", "run")


def letter(call: Call) -> Response:
    """Return the letter or the marked workbook of a file of a division of the own agency."""
    path = call.request.path_params
    if call.office.reference.agency_of().get(path["division"]) != call.agency:
        raise NotFound
    call.note(path["part"], f"{path['division']}/{path['digest'][:64]}")
    return letter_answer(call.office, path["division"], call.round.round_code, path["digest"], path["part"])
