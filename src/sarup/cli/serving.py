"""`sarup serve`: everything of an office on one machine, until somebody stops it."""

import importlib
import logging
import os
import signal
import time
from collections.abc import Mapping
from threading import Event
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from sarup.cli.options import Home, Inbox, Reference, now
from sarup.commands.places import find_places
from sarup.errors import BusyError, UsageError
from sarup.phrases import Phrases, known_phrases
from sarup.settings import HOME, Settings

LOGGER = logging.getLogger("sarup.serve")
# Between two looks at the programs, and between two at all parts of the office.
TURN_SECONDS, HEALTH_SECONDS = 0.5, 15.0


def serve(
    inbox: Inbox = None,
    reference: Reference = None,
    home: Home = None,
    host: Annotated[str | None, typer.Option(help="Address to listen at (default: this machine alone).")] = None,
    port: Annotated[int | None, typer.Option(help="Port of Prefect's server and pages (default: 4200).")] = None,
    health_port: Annotated[int | None, typer.Option(help="Port of /health (default: 4280).")] = None,
    page_port: Annotated[int | None, typer.Option(help="Port of the page, 0 for none (default: 4270).")] = None,
) -> None:
    """Run an office by itself: Prefect's server, its runner, the watch that answers every file dropped, and the page.

    Stays until it is stopped (Ctrl-C or SIGTERM), within ten seconds, and pauses nothing. What ends is started again.
    `sarup report` on this machine uses its server. /health answers 200 while all is well; HOME/heartbeat is then new.
    """
    from sarup.gather.reference_folder import read_reference

    places = {
        name: path.resolve() for name, path in find_places(home, {"inbox": inbox, "reference": reference}).items()
    }
    phrases, given = known_phrases(), {"host": host, "port": port, "health_port": health_port}
    given["page_port"] = page_port
    settings = Settings.model_validate(
        {**Settings().model_dump(), **places, **{name: value for name, value in given.items() if value is not None}}
    )
    for folder in (places["inbox"], places["reference"]):
        if not folder.is_dir():
            raise UsageError(phrases.say("cli.err.folder", path=folder))
    read_reference(places["reference"])
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.home / ".serve.lock", timeout=0):
            _serve(settings, phrases)
    except Timeout as error:
        raise BusyError(f"another service holds {settings.home}") from error


def _serve(settings: Settings, phrases: Phrases) -> None:
    """Keep all programs running until a signal comes, and tell how they are."""
    from sarup.commands.alarms import tell_office
    from sarup.commands.health import beat, serve_health
    from sarup.commands.supervision import Supervisor

    def alarm(name: str) -> None:
        """Tell the office of a program that ends again and again, once a day."""
        text = phrases.say("alarm.program", name=name)
        tell_office(settings.home, f"program-{name}-{now().date()}", text, now())

    def tell(name: str, text: str) -> None:
        """Log what became of a program."""
        LOGGER.info("%s %s", name, text, extra={"program": name})

    serving, server = importlib.import_module("flows.serving"), importlib.import_module("flows.server")
    supervisor = Supervisor(serving.programs(settings), tell, alarm)

    def parts() -> Mapping[str, bool]:
        """Return how each part is."""
        return {**supervisor.states(time.monotonic()), "api": serving.is_server_well(settings)}

    stop = _stop_on_signals()
    _keep_log(settings)
    try:
        health = serve_health(settings.host, settings.health_port, parts)
    except OSError as error:
        raise UsageError(phrases.say("cli.err.port", port=settings.health_port)) from error
    server.prepare_database(settings.home)
    announced = server.announce(settings.home, serving.server_url(settings))
    typer.echo(phrases.say("cli.serving", url=serving.server_url(settings).removesuffix("/api")))
    if settings.page_port:
        typer.echo(phrases.say("cli.page", url=page_url(settings)))
    looked_at = -HEALTH_SECONDS
    try:
        while not stop.wait(TURN_SECONDS):
            supervisor.turn(time.monotonic())
            if time.monotonic() - looked_at >= HEALTH_SECONDS:
                looked_at = time.monotonic()
                if all(parts().values()):
                    beat(settings.home, now().isoformat(timespec="seconds"))
    finally:
        supervisor.stop(time.monotonic, time.sleep)
        announced.unlink(missing_ok=True)
        health.shutdown()
    typer.echo(phrases.texts["cli.served"])


def page_url(settings: Settings) -> str:
    """Return where people find the page."""
    return settings.page_url or f"http://{settings.page_host}:{settings.page_port}"


def demo(
    page_port: Annotated[int, typer.Option(help="Port of the page.")] = 4270,
) -> None:
    """Show the sample office with its page open: a link for each role, everything thrown away at the end.

    What it shows is invented. It stays until it is stopped (Ctrl-C); nothing outside a folder of its own is touched.
    """
    from sarup.commands.demo import demo_office

    phrases = known_phrases()
    with demo_office(page_port, now(), phrases) as office:
        typer.echo(phrases.texts["demo.begin"])
        for role, url in office.links:
            typer.echo(phrases.say("demo.link", role=role, url=url))
        typer.echo(phrases.texts["demo.wait"])
        os.environ[HOME] = str(office.settings.home)
        _serve(office.settings, phrases)
    typer.echo(phrases.texts["demo.end"])


def _stop_on_signals() -> Event:
    """Return an event that the first signal to end sets; Prefect and its like are ended by us, one after the other."""
    stop = Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, lambda *_: stop.set())
    return stop


def _keep_log(settings: Settings) -> None:
    """Write what happens to the programs on the error stream, as lines or as JSON."""
    from sarup.commands.log_lines import JsonLine

    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine() if settings.log == "json" else logging.Formatter("%(asctime)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
