"""What the planning office decides on the page: the same decisions as on the command line, with position and reason."""

from datetime import date
from threading import Thread

from starlette.responses import Response

from sarup.assets import asset_path
from sarup.commands.approving import ApprovalState, read_approval
from sarup.commands.closing import reopen_round
from sarup.commands.deciding import waive as waive_rule
from sarup.commands.deciding import withdraw as withdraw_file
from sarup.errors import UsageError
from sarup.findings import load_rules
from sarup.record.decisions import Decision, DecisionReason
from sarup.record.editions import CLOSING, editions_in_force
from sarup.record.journal import Journal
from sarup.submission import Row
from sarup.web.office import ClosingAsked
from sarup.web.pages import Call, NotFound

SHOWN = {"withdrawal", "waiver", CLOSING}


def decisions(call: Call) -> Response:
    """Show what holds and what was taken back, and the ways to decide."""
    code = call.round.round_code
    with Journal(call.office.home / "journal.sqlite") as journal:
        own = [one for one in journal.decisions() if one.kind in SHOWN and _is_own(call, one)]
        closed = (call.agency, code) in editions_in_force(journal.decisions())
    rules = load_rules(asset_path("expectations/rules.yaml")).rules.values()
    return call.show(
        "decisions",
        here="decisions",
        round=call.round,
        held=[one for one in own if one.undone_at is None],
        past=[one for one in own if one.undone_at is not None],
        rules=[rule for rule in rules if rule.is_waivable and not rule.refuses],
        divisions=[(str(r["division_code"]), str(r["division_name"])) for r in _divisions(call)],
        is_closed=closed,
        approval=_approval(call),
        closing=call.office.closings.get((code, call.agency), ""),
    )


def withdraw(call: Call) -> Response:
    """Withdraw a file of a division of the own agency."""
    name, code = call.text("submission"), call.request.path_params["division"]
    if call.office.reference.agency_of().get(code) != call.agency or name.partition("-")[2] != code:
        raise NotFound
    withdraw_file(call.office.home, name, _why(call), call.office.phrases)
    call.note("withdraw", name)
    return call.go(f"/rounds/{call.round.round_code}/divisions/{code}", "withdrawn")


def waive(call: Call) -> Response:
    """Waive a rule for a division of the own agency, or for all of them."""
    until = call.text("until")
    try:
        last = date.fromisoformat(until)
    except ValueError as error:
        raise UsageError(call.office.phrases.say("cli.err.date", x=until or "-")) from error
    target = {
        "rule": call.text("rule"), "round_code": call.round.round_code, "division_code": call.text("division"),
        "item_code": call.text("item", 20),
    }  # fmt: skip
    waive_rule(call.office.home, target, _why(call, last), call.office.reference, call.office.phrases)
    call.note("waive", target["rule"])
    return call.go(f"/rounds/{call.round.round_code}/decisions", "waived")


def undo(call: Call) -> Response:
    """Take a decision of the own agency back."""
    number, code = call.request.path_params["number"], call.round.round_code
    with Journal(call.office.home / "journal.sqlite") as journal:
        found = next((one for one in journal.decisions() if one.number == number and one.undone_at is None), None)
    if found is None or found.kind not in SHOWN or not _is_own(call, found):
        raise NotFound
    why, phrases = _why(call), call.office.phrases
    if found.kind == CLOSING:
        reopen_round(call.office.home, found.target["round_code"], why, phrases)
        said = "reopened"
    elif found.kind == "waiver":
        target = {key: value for key, value in found.target.items() if key != "agency_code"}
        waive_rule(call.office.home, target, why, call.office.reference, phrases, undo=True)
        said = "unwaived"
    else:
        withdraw_file(call.office.home, found.target["submission_id"], why, phrases, undo=True)
        said = "restored"
    call.note("undo", str(number))
    return call.go(f"/rounds/{code}/decisions", said)


def close(call: Call) -> Response:
    """Ask for the round to be closed; told at once where the office's approval is missing."""
    asked = ClosingAsked(call.round.round_code, call.agency, call.access.position, _why(call).reason)
    approval = _approval(call)
    if approval not in (ApprovalState.NOT_ASKED, ApprovalState.APPROVED):
        raise UsageError(call.office.phrases.texts["web.close.unapproved"])
    place = (asked.round_code, asked.agency_code)
    if call.office.closings.get(place) != call.office.phrases.texts["web.close.running"]:
        call.office.closings[place] = call.office.phrases.texts["web.close.running"]
        Thread(target=_close, args=(call, asked), daemon=True, name="closing").start()
        call.note("close", asked.round_code)
    return call.go(f"/rounds/{asked.round_code}/decisions", "closing")


def _close(call: Call, asked: ClosingAsked) -> None:
    fault = call.office.ask_close(asked)
    said = call.office.phrases.say("web.close.failed", reason=fault) if fault else ""
    call.office.closings[asked.round_code, asked.agency_code] = said


def _why(call: Call, until: date | None = None) -> DecisionReason:
    """Return who decides, why and when. Raises UsageError without a reason."""
    reason = call.text("reason")
    if not reason:
        raise UsageError(call.office.phrases.texts["web.err.reason"])
    return DecisionReason(call.access.position, reason, until, call.office.clock(), call.agency)


def _approval(call: Call) -> ApprovalState:
    with call.office.warehouse() as warehouse:
        if warehouse is None:
            return ApprovalState.NO_REPORT
        office = call.office
        return read_approval(office.home, office.reference, warehouse, call.round.round_code, call.agency).state


def _divisions(call: Call) -> list[Row]:
    return [row for row in call.office.reference.divisions if row["agency_code"] == call.agency]


def _is_own(call: Call, one: Decision) -> bool:
    """Tell whether a decision is about the own agency; an old journal leaves it open where there is one agency."""
    named = one.target.get("agency_code", "")
    if not named and (submission := one.target.get("submission_id")):
        named = call.office.reference.agency_of().get(submission.partition("-")[2], "")
    return named in ("", call.agency)
