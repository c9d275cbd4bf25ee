"""What `sarup serve` keeps running for a home: Prefect's server, runner, watch, page. Imports nothing of Prefect."""

import os
import sys

from flows.server import API_URL, answers
from sarup.commands.supervision import Program
from sarup.settings import CONFIG, Settings, settings_file

# Older runs leave Prefect's database, with their logs, artifacts and events; the journal forgets nothing.
DAYS_KEPT = 90
BEAT_SECONDS = 300.0
# Addresses to listen at that are no address to ask.
EVERYWHERE = ("0.0.0.0", "::")


def server_url(settings: Settings) -> str:
    """Return where the server is: an office's own Prefect where PREFECT_API_URL names one, else ours."""
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    return os.environ.get(API_URL) or f"http://{host}:{settings.port}/api"


def is_server_well(settings: Settings) -> bool:
    """Tell whether the server answers."""
    return answers(server_url(settings), 2)


def programs(settings: Settings) -> list[Program]:
    """Return the programs, the server first; none of ours where PREFECT_API_URL names an office's own Prefect."""
    python, common = sys.executable, environment(settings)
    beat = settings.home / "prefect" / "watch"
    ours = [
        Program("runner", (python, "-m", "flows", "runner"), common),
        Program("watch", (python, "-m", "flows", "watch"), common, beat=beat, beat_seconds=BEAT_SECONDS),
    ]
    if settings.page_port:
        own = {"SARUP_PAGE_HOST": settings.page_host, "SARUP_PAGE_PORT": str(settings.page_port)}
        ours.append(Program("page", (python, "-m", "flows", "page"), {**common, **own}))
    if os.environ.get(API_URL):
        return ours
    arguments = (python, "-m", "flows.server", str(settings.port), settings.host)
    return [Program("server", arguments, {**common, **server_environment(settings)}, is_last=True), *ours]


def environment(settings: Settings) -> dict[str, str]:
    """Return what every program finds in its environment: the office's folders, and Prefect as it is used here."""
    common = {
        "SARUP_HOME": str(settings.home),
        "SARUP_INBOX": str(settings.inbox),
        "SARUP_REFERENCE": str(settings.reference),
        **({CONFIG: str(file.resolve())} if (file := settings_file()) else {}),
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(settings.home / "prefect"),
        API_URL: server_url(settings),
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "sarup",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    as_json = {
        "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER": "json",
        "PREFECT_LOGGING_FORMATTERS_JSON_CLASS": "sarup.commands.log_lines.JsonLine",
    }
    return {**common, **(as_json if settings.log == "json" else {})}


def server_environment(settings: Settings) -> dict[str, str]:
    """Return what the server finds besides: its address, what it forgets and when, what it need not do."""
    return {
        "PREFECT_SERVER_API_HOST": settings.host,
        "PREFECT_SERVER_API_PORT": str(settings.port),
        "PREFECT_UI_API_URL": os.environ.get("PREFECT_UI_API_URL") or server_url(settings),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(DAYS_KEPT * 24 * 3600),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{DAYS_KEPT}D",
    }
