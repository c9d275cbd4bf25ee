"""An act of the calendar as the journal has it."""

from dataclasses import dataclass
from datetime import datetime

from sarup.codes import ActKind, ActOutcome


@dataclass(frozen=True)
class JournaledAct:
    """One line: an act is in it once, under its key, when it was done or passed over.

    `basis` tells of a report what the published file was made of.
    """

    key: str
    kind: ActKind
    round_code: str
    due_at: datetime
    done_at: datetime
    outcome: ActOutcome
    basis: str | None = None
