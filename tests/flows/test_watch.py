"""What the watch asks Prefect for, and what it ends: with a client that only notes it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from filelock import FileLock
from prefect.client.schemas.objects import FlowRun, State, StateType

from flows.watch import Watch
from sarup.commands.news import News
from sarup.errors import UsageError

NOW = datetime.fromisoformat("2021-04-20T09:00:00+07:00")
DEPLOYMENT = uuid4()
HALF = {"request": {"round_code": "2564-6m", "reason": "drop"}}


class Prefect:
    """Runs by the types of their states; what was asked for and which states were set."""

    def __init__(self) -> None:
        self.runs: list[FlowRun] = []
        self.asked: list[dict[str, Any]] = []
        self.states: dict[UUID, State[Any]] = {}

    def read_deployment_by_name(self, _name: str) -> object:
        return SimpleNamespace(id=DEPLOYMENT)

    def read_flow_runs(self, flow_run_filter: Any, **_: object) -> list[FlowRun]:
        return [run for run in self.runs if run.state and run.state.type in flow_run_filter.state.type.any_]

    def create_flow_run_from_deployment(self, _deployment: UUID, **what: Any) -> None:
        self.asked.append(what)

    def set_flow_run_state(self, run_id: UUID, state: State[Any], force: bool) -> None:
        self.states[run_id] = state

    def has(self, kind: StateType, seconds_ago: float = 3600, name: str | None = None, **more: Any) -> FlowRun:
        """Add a run in a state since some seconds ago."""
        at = NOW - timedelta(seconds=seconds_ago)
        state: State[Any] = State(type=kind, name=name or kind.value.title(), timestamp=at)
        known = {"deployment_id": DEPLOYMENT, "parameters": HALF, "name": "a run", **more}
        self.runs.append(FlowRun(flow_id=uuid4(), state=state, created=at, **known))
        return self.runs[-1]


class Inbox:
    """Says the same news at every look, or what is wrong."""

    news: News | UsageError | None = None

    def look(self, _now: datetime) -> News | None:
        if isinstance(self.news, UsageError):
            raise self.news
        return self.news


@pytest.fixture
def prefect() -> Prefect:
    return Prefect()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def watch(prefect: Any, inbox: Any, tmp_path: Path) -> Iterator[Watch]:
    (tmp_path / "prefect").mkdir()
    yield Watch(prefect, tmp_path, inbox)


def alarms(watch: Watch) -> list[str]:
    return sorted(path.read_text(encoding="utf-8") for path in watch.home.glob("alarms/*"))


def test_what_is_new_is_asked_for_once_a_day_and_other_rounds_follow(
    watch: Watch, prefect: Prefect, inbox: Inbox
) -> None:
    inbox.news = News(("a", "b"), ("2564-6m",), ("2564-12m",))
    watch.turn(NOW, 100.0)
    watch.turn(NOW, 105.0)
    rounds = [one["parameters"]["request"] for one in prefect.asked]
    assert rounds == [{"round_code": code, "reason": "drop"} for code in ("2564-6m", "2564-12m")]
    due = [one["state"].state_details.scheduled_time for one in prefect.asked]
    assert due == [NOW, NOW + timedelta(minutes=1)]
    inbox.news = News(("a", "b", "c"), ("2564-6m",))
    watch.turn(NOW, 110.0)
    assert len({one["idempotency_key"] for one in prefect.asked}) == len(prefect.asked) == 3
    watch.turn(NOW + timedelta(days=1), 115.0)  # nobody took them in: asked again
    assert len(prefect.asked) == 4


def test_a_faulty_reference_file_is_told_once(watch: Watch, prefect: Prefect, inbox: Inbox) -> None:
    inbox.news = UsageError("rounds.csv บรรทัดที่ ๒")
    watch.turn(NOW, 100.0)
    watch.turn(NOW, 105.0)
    assert prefect.asked == []
    assert [text.splitlines()[1] for text in alarms(watch)] == ["rounds.csv บรรทัดที่ ๒"]


def test_a_run_without_a_process_is_crashed_and_one_that_lives_is_left(watch: Watch, prefect: Prefect) -> None:
    dead, alive = prefect.has(StateType.RUNNING), prefect.has(StateType.RUNNING)
    young, starting = prefect.has(StateType.RUNNING, seconds_ago=20), prefect.has(StateType.PENDING, seconds_ago=100)
    stuck = prefect.has(StateType.PENDING, seconds_ago=200)
    (watch.home / "prefect/runs").mkdir()
    with FileLock(watch.home / f"prefect/runs/{alive.id}.lock"):
        watch.turn(NOW, 100.0)
    assert prefect.states.keys() == {dead.id, stuck.id}, (young, starting)
    assert {state.type for state in prefect.states.values()} == {StateType.CRASHED}


def test_what_was_killed_is_made_up_at_once_and_what_failed_after_ten_minutes_each_once(
    watch: Watch, prefect: Prefect
) -> None:
    crashed = prefect.has(StateType.CRASHED, seconds_ago=5)
    failed = prefect.has(StateType.FAILED, seconds_ago=60)
    watch.turn(NOW, 100.0)
    watch.turn(NOW, 200.0)
    assert [one["idempotency_key"] for one in prefect.asked] == [f"made-up-{crashed.id}", f"made-up-{failed.id}"]
    due = [one["state"].state_details.scheduled_time for one in prefect.asked]
    assert due == [NOW, NOW - timedelta(seconds=60) + timedelta(minutes=10)]
    made_up = {"request": {"round_code": "2564-6m", "reason": "made-up"}}
    assert [(one["parameters"], one["tags"]) for one in prefect.asked] == [(made_up, ["made-up"])] * 2
    assert ["จะประมวลผลให้อีกหนึ่งครั้ง" in text for text in alarms(watch)] == [True]


def test_nobody_makes_up_for_what_was_made_up_refused_is_old_or_a_command(watch: Watch, prefect: Prefect) -> None:
    prefect.has(StateType.CRASHED, tags=["made-up"], name="Crashed")
    prefect.has(StateType.FAILED, name="Refused")
    prefect.has(StateType.CRASHED, seconds_ago=25 * 3600)
    prefect.has(StateType.CRASHED, deployment_id=None, parameters={"round_code": "2564-6m"})
    watch.turn(NOW, 100.0)
    assert prefect.asked == []
    assert ["ระบบจะไม่ประมวลผลซ้ำเอง" in text for text in alarms(watch)] == [True, True]


def test_of_waiting_runs_that_would_do_the_same_the_first_is_left(watch: Watch, prefect: Prefect) -> None:
    due = {"request": {"round_code": "2564-6m", "reason": "due"}}
    other = {"request": {"round_code": "2564-12m", "reason": "drop"}}
    first = prefect.has(StateType.SCHEDULED, seconds_ago=900, next_scheduled_start_time=NOW)
    second = prefect.has(StateType.SCHEDULED, seconds_ago=60, next_scheduled_start_time=NOW, parameters=due)
    prefect.has(StateType.SCHEDULED, next_scheduled_start_time=NOW, parameters=other)
    prefect.has(StateType.SCHEDULED, next_scheduled_start_time=NOW + timedelta(hours=1))
    watch.turn(NOW, 100.0)
    assert first.id not in prefect.states
    assert {run_id: state.type for run_id, state in prefect.states.items()} == {second.id: StateType.CANCELLED}
