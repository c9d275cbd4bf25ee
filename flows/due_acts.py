"""What is due in the calendar of acts: a short flow that asks, every few minutes, and does."""

from datetime import datetime
from pathlib import Path

from prefect import flow

from flows.consolidated_report import consolidated_report
from sarup.codes import ActKind
from sarup.commands.acts import check_editions, open_round, say_notices
from sarup.commands.due import Doers, Doings, do_due
from sarup.office.calendar import Act
from sarup.thai.times import BANGKOK


@flow(name="due-acts")
def due_acts(inbox: Path, reference: Path, home: Path) -> Doings:
    """Do what is due and not done, in order; what fails stays due, and so does all of it while another run is at work.

    Closing is asked for and never done here: it takes a person, a role and a reason.
    """
    doings = do_due(home, inbox, reference, doers_of(inbox, reference, home), now)
    doings.raise_failures()
    return doings


def doers_of(inbox: Path, reference: Path, home: Path) -> Doers:
    """Return what does each kind of act in a home."""

    def report(act: Act) -> object:
        return consolidated_report(act.round_code, inbox, reference, home)

    def say(act: Act) -> object:
        return say_notices(home, reference, act, now())

    return {
        ActKind.OPEN: lambda act: open_round(home, inbox, reference, act, now()),
        ActKind.REMIND: say,
        ActKind.REPORT: report,
        ActKind.REPORT_CHANGES: report,
        ActKind.ASK_APPROVAL: say,
        ActKind.ASK_CLOSING: say,
        ActKind.CHECK: lambda act: check_editions(home),
    }


def now() -> datetime:
    """Return the time in Bangkok: the flow's one clock."""
    return datetime.now(BANGKOK)
