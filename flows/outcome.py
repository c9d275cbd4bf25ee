"""What a run shows in Prefect: how far it is, tables and links, assets, events with the domain's names."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.assets import Asset
from prefect.assets.core import AssetProperties
from prefect.events import emit_event

from sarup.codes import Verdict
from sarup.commands.changed_files import ChangedFile, tell_changed
from sarup.commands.progress import Progress
from sarup.commands.run_summary import RunSummary, say_summary
from sarup.commands.run_tables import completeness_table, links_text, verdict_table
from sarup.phrases import Phrases
from sarup.pipeline import Run

# How much of a run is behind when a stage begins, in percent.
STAGES = {"gather": 0.0, "validate": 20.0, "load": 55.0, "rollup": 65.0, "render": 80.0}
PUBLISHED = Asset(key="sarup://warehouse")
EVENTS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.ACCEPTED_WITH_WARNINGS: "accepted",
    Verdict.RETURNED: "returned",
    Verdict.REFUSED: "refused",
    Verdict.QUARANTINED: "refused",
}


class ProgressHandler(logging.Handler):
    """Turns the pipeline's messages into a progress artifact, within a stage at most once a second."""

    def __init__(self, artifact: UUID, phrases: Phrases) -> None:
        super().__init__()
        self.artifact, self.told_at, self.progress = artifact, 0.0, Progress(phrases, time.monotonic)

    def emit(self, record: logging.LogRecord) -> None:
        """Show the stage, and of one that goes file by file how many it is through with and how fast."""
        progress, now = self.progress, time.monotonic()
        if progress.follow(record) and (progress.share in (0, 1) or now - self.told_at > 1):
            self.told_at = now
            begin = STAGES[progress.stage]
            end = min(one for one in [*STAGES.values(), 100.0] if one > begin)
            update_progress_artifact(self.artifact, begin + (end - begin) * progress.share, progress.text)


@contextmanager
def showing_progress(run: Run) -> Iterator[None]:
    """Keep a progress artifact of a round while its report is made."""
    artifact = create_progress_artifact(0.0, f"progress-{run.round_code}", run.round_code)
    assert isinstance(artifact, UUID)
    handler, logger = ProgressHandler(artifact, run.phrases), logging.getLogger("sarup.pipeline")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    update_progress_artifact(artifact, 100.0, run.round_code)


def materialized(run: Run, summary: RunSummary) -> list[Asset]:
    """Return what publishing makes: the warehouse, and the documents of the round as one."""
    database = AssetProperties(name=run.live.name, url=run.live.resolve().as_uri())
    if run.as_of is not None or not summary.has_plans:
        return [Asset(key=PUBLISHED.key, properties=database)]
    folder = AssetProperties(name=run.round_code, url=run.output.resolve().as_uri())
    return [
        Asset(key=PUBLISHED.key, properties=database),
        Asset(key=f"sarup://documents/{run.round_code}", properties=folder),
    ]


def announce_outcome(run: Run, summary: RunSummary, changed: Sequence[ChangedFile]) -> None:
    """Show what a run came to: tables in Thai, links, a line in the log and an event a file that got another answer."""
    lines = "\n".join(say_summary(summary, run.phrases))
    create_table_artifact(verdict_table(summary, run.phrases), f"verdicts-{run.round_code}", lines)
    create_table_artifact(
        completeness_table(summary, run.phrases), f"completeness-{run.round_code}", summary.round_label
    )
    create_markdown_artifact(links_text(summary), f"documents-{run.round_code}", summary.round_label)
    if run.as_of is not None:
        return
    tell_changed(changed)
    for one in changed:
        _emit_answer(run.home, one)
    if summary.has_plans:
        emit_event(
            "sarup.round.published",
            {"prefect.resource.id": f"sarup.round.{run.round_code}", "prefect.resource.name": run.round_code},
            payload={"documents": [Path(path).name for path in summary.written]},
        )


def _emit_answer(home: Path, one: ChangedFile) -> None:
    """Say that a file was answered; the same answer is the same event, however often it is said."""
    emit_event(
        f"sarup.submission.{EVENTS[one.verdict]}",
        {
            "prefect.resource.id": f"sarup.submission.{one.submission_id}",
            "prefect.resource.name": one.file_name,
            "sarup.division": one.division,
            "sarup.round": one.round_code or "",
        },
        payload={"verdict": str(one.verdict), "rule": one.rule, "sha256": one.sha256},
        id=uuid5(NAMESPACE_URL, f"{home.resolve()}/{one.submission_id}/{one.verdict}"),
    )
