"""The approver's page: the report as it lies there, what changed, and a word on it that names the documents' hashes."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from sarup.codes import AccessRole, ApprovalOutcome
from sarup.commands.approving import ApprovalView, approve, read_approval
from sarup.errors import UsageError
from sarup.record.approvals import Approval
from sarup.rows import read_rows
from sarup.web.pages import Call

# What came after the last word on the report and counts.
NEW_FILES = """
select coalesce(d.division_name, s.division_code) as division_name, s.file_name, s.received_at
from core.submission as s
left join core.division as d on s.division_code = d.division_code
where s.round_code = $round and s.agency_code = $agency and s.is_in_force and s.received_at > $since
order by s.received_at, s.file_name
"""


@dataclass(frozen=True)
class NewFile:
    """A file that counts and came after the last word on the report."""

    division_name: str
    file_name: str
    received_at: datetime


def approval(call: Call, fault: str = "", status: int = 200) -> Response:
    """Show the report's approval."""
    view, new = _read(call)
    last = view.past[-1] if view and view.past else None
    changed = (
        [name for name, digest in view.documents.items() if last and last.documents.get(name) != digest] if view else []
    )
    return call.show(
        "approval",
        status,
        here="approval",
        round=call.round,
        view=view,
        new=new,
        changed=changed,
        may_approve=call.access.role == AccessRole.APPROVER
        and view is not None
        and view.needed > 0
        and bool(view.documents),
        fault=fault,
    )


def decide(call: Call) -> Response:
    """Record what the approver says of the documents that they saw."""
    view, _ = _read(call)
    outcome = ApprovalOutcome.APPROVED if call.text("act") == "approve" else ApprovalOutcome.SENT_BACK
    phrases, code = call.office.phrases, call.round.round_code
    if view is None:
        raise UsageError(phrases.texts["approval.err.nothing"])
    if call.text("seen", 64) != view.seen:
        return approval(call, phrases.texts["approval.err.changed"], 409)
    word = Approval(
        round_code=code,
        agency_code=call.agency,
        outcome=outcome,
        access=call.access.number,
        role=call.access.position,
        reason=call.text("reason"),
        basis=view.basis,
        documents=view.documents,
        recorded_at=call.office.clock(),
    )
    try:
        approve(call.office.home, word, view, phrases)
    except UsageError as error:
        return approval(call, str(error), 400)
    call.note(str(outcome), code)
    return call.go(f"/approval/{code}", str(outcome))


def _read(call: Call) -> tuple[ApprovalView | None, list[NewFile]]:
    office, code = call.office, call.round.round_code
    with office.warehouse() as warehouse:
        if warehouse is None:
            return None, []
        view = read_approval(office.home, office.reference, warehouse, code, call.agency)
        if not view.past:
            return view, []
        since = {"round": code, "agency": call.agency, "since": view.past[-1].recorded_at}
        return view, read_rows(warehouse, NewFile, NEW_FILES, since)
