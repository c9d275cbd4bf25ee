"""What the planning office decides about submissions: withdrawals and waivers, each with a role, a reason, an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Decision:
    """One line of the journal. `target` names a submission_id, or rule, round_code, division_code and item_code.

    A waiver holds for files received up to `until_on`, the day in Bangkok: what a run gives does not depend on when
    it runs. `undone_at` tells when it was taken back.
    """

    number: int
    kind: str
    target: Mapping[str, str]
    role: str
    reason: str
    until_on: date | None
    recorded_at: datetime
    undone_at: datetime | None = None


@dataclass(frozen=True)
class DecisionReason:
    """Who decides, why, until when, and when it is recorded; `agency_code` where one of several agencies is meant."""

    role: str
    reason: str
    until_on: date | None
    recorded_at: datetime
    agency_code: str = ""


def find_submissions(name: str, known: Sequence[str]) -> list[str]:
    """Return the submissions that a name means: a whole submission_id, or the first six or more letters of one."""
    if name in known:
        return [name]
    return sorted(one for one in known if len(name) >= 6 and one.startswith(name.lower()))
