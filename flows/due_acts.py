"""What is due in the calendar of acts: a short flow that asks, every few minutes, does it and posts what lies ready."""

from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import Any

from prefect import Flow, flow
from prefect.client.schemas.objects import FlowRun, State

from flows import clock
from flows.consolidated_report import run_at_hand
from sarup.codes import ActKind, RunReason
from sarup.commands.acts import check_home, open_round, say_notices
from sarup.commands.alarms import tell_office
from sarup.commands.due import Doers, Doings, do_due
from sarup.commands.mail_by_itself import post_ready, receive_new
from sarup.commands.places import find_places
from sarup.commands.prune import prune
from sarup.office.calendar import Act
from sarup.phrases import known_phrases
from sarup.settings import Settings


def _name() -> str:
    return f"due {clock.now():%Y-%m-%d %H:%M}"


def tell_failures(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the office which acts failed and why, once a day: they stay due, and fail again every few minutes."""
    failure = state.result(raise_on_failure=False)
    for one in failure.exceptions if isinstance(failure, ExceptionGroup) else (failure,):
        act = ", ".join(getattr(one, "__notes__", ())) or flow_run.name
        text = known_phrases().say("alarm.failed", run=act, reason=one)
        key = sha256(f"{act} {one}".encode()).hexdigest()[:12]
        tell_office(Settings().home, f"due-{clock.now().date().isoformat()}-{key}", text, clock.now())


@flow(name="due-acts", flow_run_name=_name, on_failure=[tell_failures])
def due_acts() -> Doings:
    """Do what is due and not done, in order; what fails stays due, and so does all of it while another run is at work.

    Before it what came by mail is taken in, and then what lies ready is mailed. Closing is asked for and never done
    here: it takes a person, a role and a reason.
    """
    places = find_places(None, {"inbox": None, "reference": None})
    inbox, reference, home = places["inbox"], places["reference"], places["home"]
    receive_new(home, reference, inbox, clock.now())
    doings = do_due(home, inbox, reference, doers_of(inbox, reference, home), clock.now)
    post_ready(home, reference, clock.now(), sleep)
    doings.raise_failures()
    return doings


def doers_of(inbox: Path, reference: Path, home: Path) -> Doers:
    """Return what does each kind of act in a home; reports of what has come are asked for by the watch."""

    def report(act: Act) -> object:
        return run_at_hand(home, round_code=act.round_code, inbox=inbox, reference=reference, reason=RunReason.DUE)

    def say(act: Act) -> object:
        return say_notices(home, reference, act, clock.now())

    return {
        ActKind.OPEN: lambda act: open_round(home, inbox, reference, act, clock.now()),
        ActKind.REMIND: say,
        ActKind.REPORT: report,
        ActKind.REPORT_CHANGES: report,
        ActKind.ASK_APPROVAL: say,
        ActKind.ASK_CLOSING: say,
        ActKind.CHECK: lambda act: check_home(home),
        ActKind.PRUNE: lambda act: prune(home, Settings(), clock.now()),
    }
