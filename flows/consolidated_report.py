"""The consolidated report of one round: the same flow for the six-month and the annual report."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from sarup import pipeline
from sarup.commands.closing import close_round, refuse_same_edition
from sarup.commands.run_summary import RunSummary, summarise_run
from sarup.office.document_choice import ALL_AGENCIES, DocumentChoice
from sarup.pipeline import Run
from sarup.placement import Change
from sarup.record.decisions import DecisionReason
from sarup.record.editions import Edition
from sarup.warehouse_file import publishing


@flow(name="consolidated-report", flow_run_name="{round_code}")
def consolidated_report(
    round_code: str,
    inbox: Path,
    reference: Path,
    home: Path,
    output: Path | None = None,
    as_of: datetime | None = None,
    closing: DecisionReason | None = None,
    choice: DocumentChoice = ALL_AGENCIES,
) -> RunSummary:
    """Gather, validate, load, roll up and render a round, freeze it where it is closed; publish all of it at the end.

    Until then everything is prepared aside: what is refused or fails changes nothing that people see.
    """
    run = pipeline.open_run(round_code, inbox, reference, home, output, as_of, datetime.now(UTC), closing, choice)
    handed = _as_it_is(run)
    with publishing(run.home):
        load(handed, validate(handed, gather(handed)))
        roll_up(handed)
        if closing is not None:
            refuse_same_edition(run)
        documents, letters = render(handed), answer(handed)
        if closing is not None:
            close(handed, _as_it_is(documents))
        summary = summarise_run(run, documents, letters)
        publish(handed, _as_it_is([*documents, *letters]))
    create_table_artifact(
        key="verdicts",
        table=[vars(file) for file in summary.files],
        description=f"Verdicts of round {round_code}",
    )
    return summary


@task(
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def gather(run: Run) -> Path:
    """Archive, journal and read what is new; a share that stumbles is tried again."""
    return pipeline.gather_inbox(run)


@task(cache_policy=NO_CACHE)
def validate(run: Run, arrivals: Path) -> Path:
    """Structure gate and Great Expectations, of what is new."""
    return pipeline.validate_files(run, arrivals)


@task(cache_policy=NO_CACHE)
def load(run: Run, judged: Path) -> None:
    """Fill raw.* of the database beside the live one."""
    pipeline.load_warehouse(run, judged)


@task(cache_policy=NO_CACHE)
def roll_up(run: Run) -> None:
    """Run the SQL layers."""
    pipeline.roll_up_warehouse(run)


@task(
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def render(run: Run) -> list[Change]:
    """Write the chosen documents aside; a full disk is tried again."""
    return pipeline.render_report(run)


@task(cache_policy=NO_CACHE)
def close(run: Run, documents: Sequence[Change]) -> Edition:
    """Freeze the round's edition; the journal's line is what makes it one."""
    return close_round(run, documents)


@task(
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=lambda _t, _r, state: _is_outside(state),
    cache_policy=NO_CACHE,
)
def answer(run: Run) -> list[Change]:
    """Write the letters and receipts aside."""
    return pipeline.write_outbox(run)


@task(
    retries=2,
    retry_delay_seconds=2,
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
    except OSError:
        return True
    except Exception:
        return False
    return False
