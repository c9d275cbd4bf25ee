"""Looks after a served office: `python -m flows watch` asks for a report when something is new, and ends dead runs.

It stays, since a flow that looks every half minute costs five seconds of a processor each time. What it asks for has a
key: asked again, it is the same run.
"""

import logging
import os
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from httpx import TransportError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.logging.configuration import setup_logging
from prefect.states import Cancelled, Crashed, Scheduled

from flows import clock
from flows.names import REFUSED, REPORT, request, tags_of
from flows.run_process import is_dead
from flows.server import API_URL, wait_for
from sarup.codes import RunReason
from sarup.commands.alarms import tell_office
from sarup.commands.news import InboxWatch, News
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings

LOGGER = logging.getLogger("sarup.watch")
BEAT = Path("prefect") / "watch"
# A run has its lock before it is called Running; what is Pending may still be starting its process.
GRACE = {StateType.RUNNING: 30.0, StateType.CANCELLING: 30.0, StateType.PENDING: 120.0}
# Runs are looked at every so many seconds, the inbox at every turn.
SECONDS_BETWEEN_RUNS = 10.0
# What failed is made up for after this long, what was killed at once; neither when it is older than a day.
PAUSE, LONG_AGO = timedelta(minutes=10), timedelta(days=1)
MADE_UP = "made-up"
# Who sent a file is answered before the documents of other rounds follow.
FOLLOW_AFTER = timedelta(seconds=60)


class Watch:
    """What one look after another remembers."""

    def __init__(self, client: SyncPrefectClient, home: Path, inbox: InboxWatch) -> None:
        self.client, self.home, self.inbox = client, home, inbox
        self.asked: set[tuple[str, str, str]] = set()
        self.made_up: set[UUID] = set()
        self.looked_at = 0.0

    def turn(self, now: datetime, clock: float) -> None:
        """Look once at everything."""
        try:
            news = self.inbox.look(now)
        except UsageError as error:
            tell_office(self.home, f"reference-{sha256(str(error).encode()).hexdigest()[:12]}", str(error), now)
            news = None
        try:
            deployment = self.client.read_deployment_by_name(REPORT).id
        except ObjectNotFound:
            return  # the runner has not come so far
        if news:
            self._ask(deployment, news, now)
        if clock - self.looked_at >= SECONDS_BETWEEN_RUNS:
            self.looked_at = clock
            self._end_dead(now)
            self._make_up(deployment, now)
            self._join_repeated(now)

    def _ask(self, deployment: UUID, news: News, now: datetime) -> None:
        """Ask for a report of each round that something concerns for which nothing was asked yet today."""
        today = now.date().isoformat()
        due = {code: now for code in news.rounds} | {code: now + FOLLOW_AFTER for code in news.following}
        for code, at in due.items():
            new = [thing for thing in news.things if (today, code, thing) not in self.asked]
            if not new:
                continue
            key = sha256(" ".join(new).encode()).hexdigest()
            state: State[object] = Scheduled(scheduled_time=at)
            self.client.create_flow_run_from_deployment(
                deployment,
                parameters=request(code, RunReason.DROP),
                state=state,
                idempotency_key=f"drop-{today}-{code}-{key}",
            )
            LOGGER.info("%d new for round %s", len(new), code, extra={"round": code})
            self.asked |= {(today, code, thing) for thing in new}

    def _end_dead(self, now: datetime) -> None:
        """Call Crashed what has no process any more."""
        for run in self._runs(GRACE):
            assert run.state is not None
            age = (now - run.state.timestamp).total_seconds()
            if age > GRACE[run.state.type] and is_dead(self.home, str(run.id)):
                message = known_phrases().texts["alarm.no_process"]
                self.client.set_flow_run_state(run.id, Crashed(message=message), force=True)
                LOGGER.warning("run %s had no process any more", run.name)

    def _make_up(self, deployment: UUID, now: datetime) -> None:
        """Run once more, and once only, what was killed or failed for a reason that may be gone."""
        for run in self._runs([StateType.CRASHED, StateType.FAILED]):
            assert run.state is not None
            if run.id in self.made_up or now - run.state.timestamp > LONG_AGO or run.state.name == REFUSED:
                continue
            self.made_up.add(run.id)
            is_crash, is_last = run.state.type == StateType.CRASHED, MADE_UP in run.tags
            if is_crash:
                key = "alarm.crashed_again" if is_last or not run.deployment_id else "alarm.crashed"
                tell_office(self.home, f"crashed-{run.id}", known_phrases().say(key, run=run.name), now)
            if is_last or run.deployment_id != deployment:
                continue
            due: State[object] = Scheduled(scheduled_time=now if is_crash else run.state.timestamp + PAUSE)
            code = str(run.parameters["request"]["round_code"])
            self.client.create_flow_run_from_deployment(
                deployment,
                parameters={"request": {**run.parameters["request"], **request(code, RunReason.MADE_UP)["request"]}},
                state=due,
                tags=[MADE_UP],
                idempotency_key=f"made-up-{run.id}",
            )

    def _join_repeated(self, now: datetime) -> None:
        """Of waiting runs that would do the same, leave the first: it takes in everything that is there by then."""
        waiting: dict[tuple[UUID | None, str], FlowRun] = {}
        for run in sorted(self._runs([StateType.SCHEDULED]), key=lambda one: (one.created or now, one.id)):
            if not run.deployment_id or (run.next_scheduled_start_time or now) > now + timedelta(seconds=60):
                continue
            asked = {name: value for name, value in run.parameters.get("request", {}).items() if name != "reason"}
            key = (run.deployment_id, repr(sorted(asked.items())))
            first = waiting.setdefault(key, run)
            if first.id != run.id:
                self.client.set_flow_run_state(run.id, Cancelled(message=f"Joined with {first.name}"), force=True)

    def _runs(self, types: Iterable[StateType]) -> Sequence[FlowRun]:
        """Return the runs of this home in states of some types."""
        return self.client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types))),
                tags=FlowRunFilterTags(all_=tags_of(self.home)),
            ),
            limit=200,
        )


def main() -> None:
    """Look until the process is ended; a server that does not answer is asked again at the next turn."""
    setup_logging()
    LOGGER.setLevel(logging.INFO)
    settings, places = Settings(), find_places(None, {"inbox": None, "reference": None})
    home = places["home"]
    inbox = InboxWatch(places["inbox"], places["reference"], home, timedelta(seconds=settings.grace_seconds))
    wait_for(os.environ[API_URL])
    with get_client(sync_client=True) as client:
        watch = Watch(client, home, inbox)
        while True:
            try:
                watch.turn(clock.now(), time.monotonic())
                (home / BEAT).touch()
            except TransportError as error:
                LOGGER.warning("Prefect's server does not answer: %s", error)
            except Exception:
                LOGGER.exception("a look failed, the next one is in %g s", settings.watch_seconds)
            time.sleep(settings.watch_seconds)
