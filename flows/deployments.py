"""When the report runs by itself: every working evening of the two reporting seasons, Bangkok time.

`python -m flows.deployments` registers both schedules with the Prefect server at PREFECT_API_URL and serves them.
Folders come from SARUP_INBOX, SARUP_REFERENCE and SARUP_HOME; the fiscal year from SARUP_FISCAL_YEAR_BE.
"""

import os
from pathlib import Path

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.consolidated_report import consolidated_report

TIMEZONE = "Asia/Bangkok"
SEASONS = {"6m": "0 18 * 4-5 1-5", "12m": "0 18 * 10-11 1-5"}


def build_deployments(fiscal_year_be: int, folders: dict[str, str]) -> list[RunnerDeployment]:
    """Return one deployment a round: April and May for six months, October and November for the year."""
    return [
        RunnerDeployment.from_flow(
            consolidated_report,
            name=f"{fiscal_year_be}-{name}",
            parameters={"round_code": f"{fiscal_year_be}-{name}", **folders},
            schedule=Cron(cron, timezone=TIMEZONE),
            tags=["sarup"],
        )
        for name, cron in SEASONS.items()
    ]


def main() -> None:
    """Serve both schedules until stopped."""
    folders = {
        name: str(Path(os.environ[f"SARUP_{name.upper()}"]).resolve()) for name in ("inbox", "reference", "home")
    }
    serve(*build_deployments(int(os.environ["SARUP_FISCAL_YEAR_BE"]), folders))


if __name__ == "__main__":
    main()
