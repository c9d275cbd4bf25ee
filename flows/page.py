"""The page of a served office: `python -m flows page`; it asks Prefect for runs as the watch does."""

from datetime import datetime

from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException

from flows.names import REPORT, request
from sarup.codes import RunReason
from sarup.commands.places import find_places
from sarup.errors import UsageError
from sarup.phrases import known_phrases
from sarup.settings import Settings
from sarup.thai.times import BANGKOK
from sarup.web.closing_process import close_by_command
from sarup.web.serve import open_office, serve_page


def ask_run(round_code: str) -> None:
    """Ask for a round's report, now. Raises UsageError where the service cannot be asked."""
    try:
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name(REPORT).id
            client.create_flow_run_from_deployment(deployment, parameters=request(round_code, RunReason.ASKED))
    except (HTTPError, PrefectException) as error:
        raise UsageError(known_phrases().texts["web.err.service"]) from error


def main() -> None:
    """Serve the page until the process is ended."""
    settings, places = Settings(), find_places(None, {"inbox": None, "reference": None})
    office = open_office(
        settings, places, lambda: datetime.now(BANGKOK), ask_run, lambda asked: close_by_command(places, asked)
    )
    serve_page(office)
