"""Where the chunks of a run are worked through: on this machine, or by the workers of a Dask cluster.

A chunk names files of the home, so that every worker sees the home under the same path.
"""

import logging
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

from sarup.judging.files import Each, in_processes
from sarup.settings import Settings

LOGGER = logging.getLogger("sarup.pipeline.files")


def each_chunk() -> Each:
    """Return how chunks are worked through: by the cluster at SARUP_DASK_SCHEDULER, where that is set."""
    scheduler = Settings().dask_scheduler
    return partial(on_cluster, scheduler) if scheduler else in_processes


def on_cluster(scheduler: str, stage: str, requests: Sequence[Any]) -> None:
    """Work through the chunks by a cluster, each in a judging process of its own; what one raises is raised."""
    distributed = import_module("distributed")  # the extra sarup[dask]
    done, total = 0, sum(request.size for request in requests)
    with distributed.Client(scheduler) as client:
        # Not pure: the same question is asked again where its answer's files are gone.
        futures = {client.submit(work_through, stage, one, pure=False): one.size for one in requests}
        for future in distributed.as_completed(futures):
            future.result()
            done += futures[future]
            LOGGER.info("%s: %d of %d files", stage, done, total, extra={"files": (done, total)})


def work_through(stage: str, request: Any) -> None:
    """Work through one chunk where this runs."""
    in_processes(stage, [request])
