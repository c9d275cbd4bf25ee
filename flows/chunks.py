"""Where the chunks of a run are worked through: on this machine, or as tasks by the workers of a Dask cluster."""

import logging
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed

from sarup.elsewhere import WRITE, Carrier, Cluster, chosen_cluster, plan_chunks, work_elsewhere
from sarup.judging.files import Each, in_processes
from sarup.pipeline import Run
from sarup.settings import Settings

if TYPE_CHECKING:
    from sarup.render.processes import PlanRequest, WriteAll

LOGGER = logging.getLogger("sarup.pipeline.files")


def each_chunk(run: Run) -> Each:
    """Return how files are read and judged. Raises UsageError for a cluster without what it takes."""
    cluster = chosen_cluster(Settings())
    return partial(on_cluster, cluster, run.home) if cluster else in_processes


def write_all(run: Run) -> "WriteAll | None":
    """Return how documents of agencies are written, None for this machine. Raises UsageError as `each_chunk` does."""
    cluster = chosen_cluster(Settings())
    return partial(write_on_cluster, cluster, run.home) if cluster else None


def write_on_cluster(cluster: Cluster, home: Path, requests: "Sequence[PlanRequest]") -> list[list[Path]]:
    """Write the documents of every request by the cluster; return the paths of each, in their order."""
    paths = [home / name for made in on_cluster(cluster, home, WRITE, plan_chunks(requests)) for name in made]
    return [[path for path in paths if path.parent == request.folder] for request in requests]


def on_cluster(cluster: Cluster, home: Path, stage: str, requests: Sequence[Any]) -> list[Sequence[str]]:
    """Work through chunks by the cluster, each a task; return what was made of each, which is in the home by then.

    A chunk whose worker dies is given to another one by Dask. What one raises is raised.
    """
    carrier = Carrier(home, cluster.storage)
    made: dict[int, Sequence[str]] = {}
    done, total, unit = 0, sum(request.size for request in requests), "agencies" if stage == WRITE else "files"
    runner = import_module("prefect_dask").DaskTaskRunner(address=cluster.address)
    try:
        with runner:
            futures = {
                runner.submit(work_through, {"sent": carrier.send(stage, request)}): place
                for place, request in enumerate(requests)
            }
            for future in as_completed(list(futures)):
                place = futures[future]
                made[place] = future.result()
                carrier.receive(requests[place], made[place])
                done += requests[place].size
                LOGGER.info("%s: %d of %d %s", stage, done, total, unit, extra={unit: (done, total)})
    finally:
        carrier.clear(requests, [name for names in made.values() for name in names])
    return [made[place] for place in range(len(requests))]


@task(task_run_name="chunk", cache_policy=NO_CACHE, persist_result=False)
def work_through(sent: bytes) -> tuple[str, ...]:
    """Read, judge or write a chunk on the machine of a worker; return the names of what was made of it."""
    return work_elsewhere(sent)
