"""What is deployed: the flows that a runner serves for an office, each under a name.

`sarup serve` serves them; prefect.yaml names the same ones for an office that runs its own Prefect.
"""

from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows.consolidated_report import consolidated_report
from flows.names import REPORT, tags_of
from sarup.gather.reference_folder import read_reference


def deployments(home: Path, reference: Path) -> list[RunnerDeployment]:
    """Return what an office's runner serves. Raises UsageError for reference files that cannot be used."""
    return [report(home, reference)]


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
