"""The runner of a served office: `python -m flows runner` runs what is deployed, each run in a process of its own.

It ends at once when asked to, or with whoever started it: nothing is paused, and the processes of its runs end with it,
each with a last word to Prefect.
"""

import asyncio
import logging
import os
from collections.abc import Sequence

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

from flows.deployments import deployments
from flows.server import API_URL, wait_for
from sarup.commands.places import find_places

# Seconds between two questions for runs that are due.
POLL_SECONDS = 2.0


class OfficeRunner(Runner):
    """A runner that leaves its runs to themselves when it ends: Prefect's own calls them cancelled, and waits."""

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """End at once."""
        os._exit(0)


async def serve(found: Sequence[RunnerDeployment]) -> None:
    """Deploy and run until the process is ended."""
    runner = OfficeRunner(name="sarup", pause_on_shutdown=False, query_seconds=POLL_SECONDS, prefetch_seconds=1)
    for deployment in found:
        await runner.aadd_deployment(deployment)
    await runner.start()


def main() -> None:
    """Serve what the office has as soon as the server answers."""
    # It says at every look that a run still waits for its turn.
    logging.getLogger("prefect.runner.state_proposer").setLevel(logging.WARNING)
    places = find_places(None, {"inbox": None, "reference": None})
    found = deployments(places["home"], places["reference"])
    wait_for(os.environ[API_URL])
    asyncio.run(serve(found))
