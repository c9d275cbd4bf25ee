"""The flow that does what is due: the acts as runs in Prefect, once each, and the deployment that looks for them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sarup.codes import ActKind, ActOutcome
from sarup.commands.due import journaled_acts, read_facts
from sarup.errors import BusyError
from sarup.gather.reference_folder import read_reference
from sarup.office.calendar import acts_of_round
from sarup.record.acts import JournaledAct
from sarup.record.journal import Journal
from tests.support.whole_way import HALF, SAMPLE, YEAR, Published

REFERENCE = SAMPLE / "reference"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def home(office: Published, tmp_path: Path) -> Path:
    """Return a copy of the sample's home, where all was done up to the last reminder before the annual round's due day.

    Its runs were on 20 October, so the clock stands later.
    """
    home = Path(shutil.copytree(office.home, tmp_path / "home"))
    known = read_reference(REFERENCE)
    published = read_facts(home, known).published
    half, year = (acts_of_round(known.round(code), known.holidays) for code in (HALF, YEAR))
    with Journal(home / "journal.sqlite") as journal:
        for act in (*half, *year[:4]):
            basis = published[HALF] if act.kind.is_report else None
            done = ActOutcome.DONE
            journal.record_act(JournaledAct(act.key, act.kind, act.round_code, act.due_at, act.due_at, done, basis))
    return home


@pytest.fixture
def reports(server: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Put a flow that only notes its words in the place of the report; return the notes."""
    from prefect import flow

    from flows import due_acts

    called: list[tuple[object, ...]] = []

    @flow(name="noted-report", flow_run_name="{round_code}")
    def note(round_code: str, inbox: Path, reference: Path, home: Path) -> None:
        called.append((round_code, inbox, reference, home))

    monkeypatch.setattr(due_acts, "consolidated_report", note)
    return called


def look(home: Path, now: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the flow at a time; return the keys of what was journaled by it."""
    from flows import due_acts

    monkeypatch.setattr(due_acts, "now", lambda: at(now))
    doings = due_acts.due_acts(SAMPLE / "inbox", REFERENCE, home)
    return [one.act.key for one in doings.journaled]


def test_what_is_due_is_done_in_order_once_and_a_run_of_its_own_in_prefect(
    home: Path, reports: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client

    assert look(home, "2021-10-21T02:05", monkeypatch) == [
        "report/2564-12m/2021-10-15/+0",
        "remind/2564-12m/2021-10-15/+1",
        "check//2021-10-20/+0",
    ]
    assert reports == [(YEAR, SAMPLE / "inbox", REFERENCE, home)]
    assert look(home, "2021-10-21T02:10", monkeypatch) == []
    assert look(home, "2021-10-28T09:00", monkeypatch)[:2] == [
        "check//2021-10-21/+0",
        "check//2021-10-22/+0",
    ]
    assert len(reports) == 1
    with get_client(sync_client=True) as client:
        states = {run.name: run.state_name for run in client.read_flow_runs()}
    assert states[YEAR] == "Completed"


def test_what_fails_fails_the_run_and_stays_due(home: Path, server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import due_acts

    def fail(*_: object) -> None:
        raise OSError("the share is gone")

    monkeypatch.setattr(due_acts, "consolidated_report", fail)
    with pytest.raises(ExceptionGroup, match="stay due"):
        look(home, "2021-10-21T02:05", monkeypatch)
    assert [act.kind for act in journaled_acts(home)][13:] == [ActKind.CHECK]


def test_while_another_run_is_at_work_the_flow_ends_well_and_all_stays_due(
    home: Path, server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import due_acts

    def wait(*_: object) -> None:
        raise BusyError("another run")

    monkeypatch.setattr(due_acts, "consolidated_report", wait)
    assert look(home, "2021-10-21T02:05", monkeypatch) == []


def test_the_deployment_looks_every_five_minutes_one_look_at_a_time(server: None) -> None:
    from flows.deployments import build_deployments

    folders = {"inbox": "/box", "reference": "/register", "home": "/home"}
    (deployment,) = build_deployments(folders)
    assert (deployment.name, deployment.flow_name, deployment.parameters) == ("due-acts", "due-acts", folders)
    (schedule,) = deployment.schedules
    assert (schedule.schedule.interval, schedule.schedule.timezone) == (timedelta(minutes=5), "Asia/Bangkok")
    assert deployment.concurrency_limit == 1
    assert deployment.concurrency_options.collision_strategy == "CANCEL_NEW"


def test_the_flow_does_every_kind_of_act_but_pruning() -> None:
    """Closing is no kind of act: it is asked for, and a person does it."""
    from flows.due_acts import doers_of

    assert set(ActKind) - doers_of(Path(), Path(), Path()).keys() == {ActKind.PRUNE}
