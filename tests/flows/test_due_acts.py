"""The flow that does what is due: the acts as runs in Prefect, once each, and the deployment that looks for them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

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

    def run(home: Path, **words: Any) -> None:
        assert words.pop("reason") == "due"
        note(**words, home=home)

    monkeypatch.setattr(due_acts, "run_at_hand", run)
    return called


def look(home: Path, now: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the flow at a time; return the keys of what was journaled by it."""
    from flows import clock, due_acts

    monkeypatch.setattr(clock, "now", lambda: at(now))
    for name, place in (("HOME", home), ("INBOX", SAMPLE / "inbox"), ("REFERENCE", REFERENCE)):
        monkeypatch.setenv(f"SARUP_{name}", str(place))
    doings = due_acts.due_acts()
    return [one.act.key for one in doings.journaled]


def test_what_is_due_is_done_in_order_once_and_a_run_of_its_own_in_prefect(
    home: Path, reports: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client

    assert look(home, "2021-10-21T02:05", monkeypatch) == [
        "report/2564-12m/2021-10-15/+0",
        "remind/2564-12m/2021-10-15/+1",
        "check//2021-10-20/+0",
        "prune//2021-10-20/+0",
    ]
    assert reports == [(YEAR, SAMPLE / "inbox", REFERENCE, home)]
    assert look(home, "2021-10-21T02:10", monkeypatch) == []
    assert look(home, "2021-10-28T09:00", monkeypatch)[:2] == [
        "check//2021-10-21/+0",
        "prune//2021-10-21/+0",
    ]
    assert len(reports) == 1
    with get_client(sync_client=True) as client:
        states = {run.name: run.state_name for run in client.read_flow_runs()}
    assert states[YEAR] == "Completed"


def test_what_fails_fails_the_run_and_stays_due(home: Path, server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import due_acts

    def fail(*_: object, **__: object) -> None:
        raise OSError("the share is gone")

    monkeypatch.setattr(due_acts, "run_at_hand", fail)
    for _ in range(2):
        with pytest.raises(ExceptionGroup, match="stay due"):
            look(home, "2021-10-21T02:05", monkeypatch)
    (alarm,) = (home / "alarms").iterdir()  # once a day
    assert "the share is gone" in alarm.read_text(encoding="utf-8")
    assert [act.kind for act in journaled_acts(home)][13:] == [ActKind.CHECK, ActKind.PRUNE]


def test_while_another_run_is_at_work_the_flow_ends_well_and_all_stays_due(
    home: Path, server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import due_acts

    def wait(*_: object, **__: object) -> None:
        raise BusyError("another run")

    monkeypatch.setattr(due_acts, "run_at_hand", wait)
    assert look(home, "2021-10-21T02:05", monkeypatch) == []


def test_the_deployment_looks_every_five_minutes_one_look_at_a_time_and_takes_no_words(server: None) -> None:
    from flows.deployments import deployments

    report, due = deployments(Path("/home"), REFERENCE)
    assert (report.flow_name, due.name, due.flow_name, due.parameters) == ("consolidated-report", "due", "due-acts", {})
    (schedule,) = due.schedules
    assert (schedule.schedule.interval, schedule.schedule.timezone) == (timedelta(minutes=5), "Asia/Bangkok")
    assert due.concurrency_limit == 1
    assert due.concurrency_options.collision_strategy == "CANCEL_NEW"
    assert due._parameter_openapi_schema.properties == {}


def test_the_flow_does_every_kind_of_act() -> None:
    """Closing is no kind of act: it is asked for, and a person does it."""
    from flows.due_acts import doers_of

    assert set(ActKind) == doers_of(Path(), Path(), Path()).keys()
