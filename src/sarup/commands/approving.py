"""Is a round's report approved? An approval names the documents' hashes; a change of anything they say asks again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import duckdb

from sarup.codes import ApprovalOutcome
from sarup.errors import UsageError
from sarup.office.reference import Reference
from sarup.phrases import Phrases
from sarup.pipeline import Run
from sarup.record.approvals import Approval, approvals_of, record_approval
from sarup.record.journal import Journal
from sarup.warehouse_file import open_warehouse

NEEDED = {None: 0, "one": 1, "two": 2}
FILES = """
select s.submission_id, s.verdict, cast(s.is_in_force as varchar)
from core.submission as s
inner join core.round as r on s.round_code = r.round_code
inner join core.round as o on r.fiscal_year_be = o.fiscal_year_be and r.covers_to <= o.covers_to
where o.round_code = $round and s.agency_code = $agency
union all
select submission_id, plan_code, 'plan'
from staging.plan_round
where round_code = $round and agency_code = $agency
order by all
"""
DECISIONS = "select number from staging.decision where coalesce(agency_code = $agency, true) order by number"


class ApprovalState(StrEnum):
    """How far the approval of a report is."""

    NOT_ASKED = "not_asked"
    NO_REPORT = "no_report"
    WAITING = "waiting"
    HALF = "half"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    CHANGED = "changed"


@dataclass(frozen=True)
class ApprovalView:
    """An agency's round as an approver sees it: the documents as they lie there, and what was said, oldest first.

    `holding` are the approvals that hold for these very documents.
    """

    state: ApprovalState
    documents: Mapping[str, str]
    basis: str
    holding: tuple[Approval, ...]
    past: tuple[Approval, ...]
    needed: int

    @property
    def seen(self) -> str:
        """Return the hash of all that an approver sees: it tells later whether it is still the same."""
        return sha256(json.dumps([self.basis, sorted(self.documents.items())]).encode()).hexdigest()


def documents_folder(home: Path, round_code: str, agency_code: str) -> Path:
    """Return where an agency's documents of a round lie: in a folder of its own where there are several agencies."""
    folder = home / "output" / round_code
    return folder / agency_code if (folder / agency_code).is_dir() else folder


def documents_of(home: Path, round_code: str, agency_code: str) -> dict[str, str]:
    """Return name -> SHA-256 of the documents of a round that lie there now."""
    folder = documents_folder(home, round_code, agency_code)
    if not folder.is_dir():
        return {}
    files = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith("."))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def read_approval(
    home: Path, reference: Reference, connection: duckdb.DuckDBPyConnection, round_code: str, agency_code: str
) -> ApprovalView:
    """Return how far the approval of an agency's round is; `connection` is to the published database."""
    documents = documents_of(home, round_code, agency_code)
    basis = basis_of(connection, reference, round_code, agency_code)
    return _view(home, reference, documents, basis, round_code, agency_code)


def approve(home: Path, approval: Approval, view: ApprovalView, phrases: Phrases) -> None:
    """Record what an approver says of the documents of a view.

    Raises UsageError where nothing lies there or is asked, where other documents lie there by now, for sending back
    without a reason, and for a second approval by the same link.
    """
    if view.state in (ApprovalState.NOT_ASKED, ApprovalState.NO_REPORT):
        raise UsageError(phrases.texts["approval.err.nothing"])
    if dict(approval.documents) != dict(view.documents) or approval.basis != view.basis:
        raise UsageError(phrases.texts["approval.err.changed"])
    if approval.outcome == ApprovalOutcome.SENT_BACK and not approval.reason.strip():
        raise UsageError(phrases.texts["approval.err.reason"])
    if approval.outcome == ApprovalOutcome.APPROVED and approval.access in {one.access for one in view.holding}:
        raise UsageError(phrases.texts["approval.err.twice"])
    with Journal(home / "journal.sqlite") as journal:
        record_approval(journal, approval)


def refuse_unapproved(run: Run) -> None:
    """Do nothing where the agency's report may be closed: it is approved as it is, or its office asks for no approval.

    Raises UsageError otherwise, before anything is rendered.
    """
    if run.closing is None or not NEEDED[run.reference.report.approval]:
        return
    agency = run.closing.agency_code
    with open_warehouse(run.building, read_only=True) as connection:
        basis = basis_of(connection, run.reference, run.round_code, agency)
    documents = documents_of(run.home, run.round_code, agency)
    view = _view(run.home, run.reference, documents, basis, run.round_code, agency)
    if view.state != ApprovalState.APPROVED:
        raise UsageError(run.phrases.say("approval.err.needed", round=run.round_code, n=view.needed))


def basis_of(connection: duckdb.DuckDBPyConnection, reference: Reference, round_code: str, agency_code: str) -> str:
    """Return the hash of all that an agency's report is made of: files, decisions, reference files."""
    names = {"round": round_code, "agency": agency_code}
    parts = [
        connection.execute(FILES, names).fetchall(),
        connection.execute(DECISIONS, {"agency": agency_code}).fetchall(),
        sorted((name, sha256(data).hexdigest()) for name, data in reference.files.items()),
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _view(
    home: Path, reference: Reference, documents: Mapping[str, str], basis: str, round_code: str, agency_code: str
) -> ApprovalView:
    with Journal(home / "journal.sqlite") as journal:
        past = tuple(approvals_of(journal, round_code, agency_code))
    needed = NEEDED[reference.report.approval]
    holding: list[Approval] = []
    is_sent_back = False
    for one in past:
        if (dict(one.documents), one.basis) != (dict(documents), basis):
            continue
        is_sent_back = one.outcome == ApprovalOutcome.SENT_BACK
        holding = [] if is_sent_back else [*holding, one]
    state = _state(needed, bool(documents), len({one.access for one in holding}), is_sent_back, bool(past))
    return ApprovalView(state, documents, basis, tuple(holding), past, needed)


def _state(needed: int, has_report: bool, count: int, is_sent_back: bool, has_past: bool) -> ApprovalState:
    if not needed:
        return ApprovalState.NOT_ASKED
    if not has_report:
        return ApprovalState.NO_REPORT
    if is_sent_back:
        return ApprovalState.SENT_BACK
    if count >= needed:
        return ApprovalState.APPROVED
    if count:
        return ApprovalState.HALF
    return ApprovalState.CHANGED if has_past else ApprovalState.WAITING
