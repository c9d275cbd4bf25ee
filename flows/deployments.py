"""What is deployed: the flows that a runner serves for an office, each under a name.

`sarup serve` serves them; prefect.yaml names the same ones for an office that runs its own Prefect.
"""

from datetime import timedelta
from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Interval
from prefect.types.entrypoint import EntrypointType

from flows.consolidated_report import consolidated_report
from flows.due_acts import due_acts
from flows.names import DUE, REPORT, tags_of
from sarup.gather.reference_folder import read_reference

# The look at the calendar costs some five seconds of a processor.
EVERY = timedelta(minutes=5)


def deployments(home: Path, reference: Path) -> list[RunnerDeployment]:
    """Return what an office's runner serves. Raises UsageError for reference files that cannot be used."""
    return [report(home, reference), due(home)]


def report(home: Path, reference: Path) -> RunnerDeployment:
    """Return the report of a round that is chosen; one run at a time, the next one waits."""
    deployment = consolidated_report.to_deployment(
        name=REPORT.rpartition("/")[2],
        tags=tags_of(home),
        description=consolidated_report.description,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(deployment, RunnerDeployment)
    rounds = [one.round_code for one in read_reference(reference).rounds]
    deployment._parameter_openapi_schema.definitions["ReportRequest"]["properties"]["round_code"]["enum"] = rounds
    return deployment


def due(home: Path) -> RunnerDeployment:
    """Return what does the calendar's acts; a look that comes while one is at work is not needed."""
    deployment = due_acts.to_deployment(
        name=DUE.rpartition("/")[2],
        tags=tags_of(home),
        description=due_acts.description,
        schedule=Interval(EVERY, timezone="Asia/Bangkok"),
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(deployment, RunnerDeployment)
    return deployment
