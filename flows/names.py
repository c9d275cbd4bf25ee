"""What deployed things and their runs are called: for who deploys them, asks for them and looks after them."""

from pathlib import Path
from typing import Any

from sarup.codes import RunReason

# The flow and the deployment of the report, and of the look at the calendar.
REPORT, DUE = "consolidated-report/report", "due-acts/due"
# How a run ended that was given what it cannot work with: nothing to make up for, somebody has to mend something.
REFUSED = "Refused"


def tags_of(home: Path) -> list[str]:
    """Return what every run of a home bears: a server may serve several."""
    return ["sarup", f"home:{home.resolve()}"]


def request(round_code: str, reason: RunReason) -> dict[str, Any]:
    """Return the parameters of a report's run."""
    return {"request": {"round_code": round_code, "reason": str(reason)}}
