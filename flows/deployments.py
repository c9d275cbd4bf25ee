"""When Sarup works by itself: every few minutes it does what rounds.csv and the holidays say is due.

`python -m flows.deployments` registers the flow with the Prefect server at PREFECT_API_URL and serves it.
Folders come from SARUP_INBOX, SARUP_REFERENCE and SARUP_HOME.
"""

import os
from datetime import timedelta
from pathlib import Path

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Interval

from flows.due_acts import due_acts

EVERY = timedelta(minutes=5)
# A look that comes while one is at work is not needed: the next one sees the same.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def build_deployments(folders: dict[str, str]) -> list[RunnerDeployment]:
    """Return what is served: the flow that does what is due, in these folders (inbox, reference, home)."""
    return [
        RunnerDeployment.from_flow(
            due_acts,
            name="due-acts",
            parameters=dict(folders),
            schedule=Interval(EVERY, timezone="Asia/Bangkok"),
            concurrency_limit=ONE_AT_A_TIME,
            tags=["sarup"],
        )
    ]


def main() -> None:
    """Serve it until stopped."""
    folders = {
        name: str(Path(os.environ[f"SARUP_{name.upper()}"]).resolve()) for name in ("inbox", "reference", "home")
    }
    serve(*build_deployments(folders))


if __name__ == "__main__":
    main()
