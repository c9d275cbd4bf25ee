"""What approvers said of a report, in the journal: by position, with the hashes of the documents they saw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sarup.codes import ApprovalOutcome
from sarup.record.journal import Journal

SCHEMA = """
create table if not exists approval (
    number integer primary key autoincrement,
    round_code text not null,
    agency_code text not null,
    outcome text not null,
    access integer not null,
    role text not null,
    reason text not null,
    basis text not null,
    documents text not null,
    recorded_at text not null
);
"""


@dataclass(frozen=True)
class Approval:
    """One word of one approver: `documents` is name -> SHA-256, `basis` the hash of all that they were made of.

    `access` is the number of the approver's link: two approvals are of two links.
    """

    round_code: str
    agency_code: str
    outcome: ApprovalOutcome
    access: int
    role: str
    reason: str
    basis: str
    documents: Mapping[str, str]
    recorded_at: datetime


def record_approval(journal: Journal, approval: Approval) -> None:
    """Add a line."""
    journal.connection.executescript(SCHEMA)
    row = [
        approval.round_code, approval.agency_code, approval.outcome, approval.access, approval.role, approval.reason,
        approval.basis, json.dumps(dict(sorted(approval.documents.items()))), approval.recorded_at.isoformat(),
    ]  # fmt: skip
    with journal.connection as connection:
        connection.execute(
            "insert into approval (round_code, agency_code, outcome, access, role, reason, basis, documents, "
            "recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def approvals_of(journal: Journal, round_code: str, agency_code: str) -> list[Approval]:
    """Return what was said of an agency's round, in its order."""
    journal.connection.executescript(SCHEMA)
    rows = journal.connection.execute(
        "select round_code, agency_code, outcome, access, role, reason, basis, documents, recorded_at from approval "
        "where round_code = ? and agency_code = ? order by number",
        [round_code, agency_code],
    )
    return [
        Approval(
            round_code=row[0],
            agency_code=row[1],
            outcome=ApprovalOutcome(row[2]),
            access=row[3],
            role=row[4],
            reason=row[5],
            basis=row[6],
            documents=json.loads(row[7]),
            recorded_at=datetime.fromisoformat(row[8]),
        )
        for row in rows
    ]
