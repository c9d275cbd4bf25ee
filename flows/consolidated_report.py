"""The consolidated report of one round: the same stages for a deployed run, for a command and for a closing."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any

from prefect import Flow, flow, get_run_logger, runtime, tags, task
from prefect.assets import materialize
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Failed
from prefect.utilities.annotations import quote
from pydantic import BaseModel, ConfigDict, Field

from flows import clock
from flows.chunks import each_chunk, write_all
from flows.names import REFUSED, tags_of
from flows.outcome import PUBLISHED, announce_outcome, materialized, showing_progress
from flows.run_process import living
from sarup import pipeline
from sarup.codes import RunReason
from sarup.commands.alarms import tell_office
from sarup.commands.approving import refuse_unapproved
from sarup.commands.changed_files import changed_files
from sarup.commands.closing import close_round, refuse_same_edition
from sarup.commands.due import note_report
from sarup.commands.mail_by_itself import post_ready
from sarup.commands.places import find_places
from sarup.commands.run_summary import RunSummary, summarise_run
from sarup.commands.storage_faults import say_storage_fault
from sarup.errors import StorageError, UsageError
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.phrases import known_phrases
from sarup.pipeline import Run
from sarup.placement import Change
from sarup.record.decisions import DecisionReason
from sarup.record.editions import Edition
from sarup.settings import Settings
from sarup.warehouse_file import publishing

# A whole ministry takes half an hour; what takes this long hangs.
LONGEST_SECONDS = 6 * 3600
# A deployed run waits so long for one at a terminal to end.
PATIENCE_SECONDS = 3600


class ReportRequest(BaseModel):
    """Which round to report, and why. Folders are those of the office that serves; nothing is closed by a report."""

    model_config = ConfigDict(extra="forbid")

    round_code: str = Field(title="Round", description="The round, as rounds.csv names it: 2564-6m.")
    reason: RunReason = Field(
        RunReason.ASKED, title="Reason", description="Why the report is made; stands in the name of the run."
    )
    as_of: datetime | None = Field(
        None,
        title="As of",
        description="Use only what was known at this time; goes to HOME/as-of/ and leaves the live database alone.",
    )


def tell_failure(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the office that a run failed, in the words of its last state."""
    text = known_phrases().say("alarm.failed", run=flow_run.name, reason=state.message or state.name)
    tell_office(Settings().home, f"failed-{flow_run.id}", text, clock.now())


def _name_of_request() -> str:
    """Return the name of a deployed run: round, reason, time."""
    request = ReportRequest.model_validate(runtime.flow_run.parameters["request"])
    return f"{request.round_code} {request.reason} {_minute()}"


def _name_at_hand() -> str:
    """Return the name of a command's run: round, what was typed or is due, time."""
    parameters = runtime.flow_run.parameters
    reason = "closing" if parameters.get("closing") else parameters["reason"]
    return f"{parameters['round_code']} {reason} {_minute()}"


def _minute() -> str:
    return clock.now().strftime("%Y-%m-%d %H:%M")


@flow(
    name="consolidated-report",
    flow_run_name=_name_of_request,
    timeout_seconds=LONGEST_SECONDS,
    on_failure=[tell_failure],
)
def consolidated_report(request: ReportRequest) -> RunSummary | State[RunSummary]:
    """Report a round of the office that is served: documents, letters, database; and mail what lies ready.

    Files are gathered, validated, loaded, rolled up and rendered; nothing is published by halves. It waits for another
    run to end. What it cannot work with, and where storage fails, is said in Thai in the message of its last state.
    """
    try:
        places = find_places(None, {"inbox": None, "reference": None})
        run = pipeline.open_run(
            request.round_code, places["inbox"], places["reference"], places["home"], None, request.as_of,
            clock.now().astimezone(UTC),
        )  # fmt: skip
        summary = _report(run, PATIENCE_SECONDS)
    except UsageError as error:
        return Failed(name=REFUSED, message=str(error))
    except Exception as error:
        sentence = say_storage_fault(error, known_phrases(), str(Settings().home))
        if sentence is None:
            raise
        get_run_logger().exception("storage failed")
        return Failed(message=sentence)
    if request.as_of is None:
        at = clock.now()
        note_report(places["home"], places["reference"], request.round_code, at)
        post_ready(places["home"], places["reference"], at, sleep)
    return summary


@flow(name="report-at-hand", flow_run_name=_name_at_hand)
def report_at_hand(
    round_code: str,
    inbox: Path,
    reference: Path,
    home: Path,
    output: Path | None = None,
    as_of: datetime | None = None,
    closing: DecisionReason | None = None,
    choice: DocumentChoice = ALL_AGENCIES,
    reason: RunReason = RunReason.TYPED,
) -> RunSummary:
    """Report a round as a command asks, and close it where the command closes; another run is told at once."""
    with living(home, str(runtime.flow_run.id)):
        run = pipeline.open_run(
            round_code, inbox, reference, home, output, as_of, clock.now().astimezone(UTC), closing, choice
        )
        return _report(run)


def run_at_hand(home: Path, **parameters: Any) -> RunSummary:
    """Run the report as a command asks, so that it is known as a run of its home."""
    with tags(*tags_of(home)):
        summary: RunSummary = report_at_hand(home=home, **parameters)
    return summary


def _report(run: Run, patience_seconds: float = 0) -> RunSummary:
    """Gather, validate, load, roll up and render a round, freeze it where it is closed; publish all of it at the end.

    Until then everything is prepared aside: what is refused or fails changes nothing that people see.
    """
    handed = _as_it_is(run)
    with ExitStack() as held:
        held.enter_context(publishing(run.home, patience_seconds))
        held.enter_context(showing_progress(run))
        load(handed, validate(handed, gather(handed)))
        roll_up(handed)
        if run.closing is not None:
            refuse_same_edition(run)
            refuse_unapproved(run)
        documents, letters = render(handed), answer(handed)
        if run.closing is not None:
            close(handed, _as_it_is(documents))
        summary, changed = summarise_run(run, documents, letters), changed_files(run)
        publishing_task = publish.with_options(assets=materialized(run, summary))
        publishing_task(handed, _as_it_is([*documents, *letters]))
    announce_outcome(run, summary, changed)
    return summary


@task(
    task_run_name="gather",
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def gather(run: Run) -> Path:
    """Archive, journal and read what is new; a share that stumbles is tried again."""
    return pipeline.gather_inbox(run, each_chunk(run))


@task(task_run_name="validate", cache_policy=NO_CACHE)
def validate(run: Run, arrivals: Path) -> Path:
    """Structure gate and Great Expectations, of what is new."""
    return pipeline.validate_files(run, arrivals, each_chunk(run))


@task(task_run_name="load", cache_policy=NO_CACHE)
def load(run: Run, judged: Path) -> None:
    """Fill raw.* of the database beside the live one."""
    pipeline.load_warehouse(run, judged)


@task(task_run_name="roll_up", cache_policy=NO_CACHE)
def roll_up(run: Run) -> None:
    """Run the SQL layers."""
    pipeline.roll_up_warehouse(run)


@task(
    task_run_name="render",
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def render(run: Run) -> list[Change]:
    """Write the chosen documents aside; a full disk is tried again."""
    return pipeline.render_report(run, write_all(run))


@task(task_run_name="close", cache_policy=NO_CACHE)
def close(run: Run, documents: Sequence[Change]) -> Edition:
    """Freeze the round's edition; the journal's line is what makes it one."""
    return close_round(run, documents)


@task(
    task_run_name="answer",
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def answer(run: Run) -> list[Change]:
    """Write the letters and receipts aside."""
    return pipeline.write_outbox(run)


@materialize(
    PUBLISHED,
    task_run_name="publish",
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def publish(run: Run, changes: Sequence[Change]) -> Path:
    """Put documents, letters and the database into their places; a full or slow output share is tried again."""
    return pipeline.publish_warehouse(run, changes)


def _as_it_is(value: object) -> Any:
    """Return a value as a task takes it whole: else Prefect walks through every line of the reference files."""
    return quote(value)


def _is_outside(state: object) -> bool:
    """Return whether a failure came from files, shares or disks: only those get better by waiting."""
    try:
        state.result()  # type: ignore[attr-defined]
    except (OSError, StorageError):
        return True
    except Exception:
        return False
    return False
