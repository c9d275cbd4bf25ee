"""The Prefect server of one run: started before anything else is imported, and ended with the run.

Where `sarup serve` serves the home, its server is the run's. Imports nothing of Prefect, so that the server's own
seconds pass beside the imports of the run. As a program it is that server: `python -m flows.server PORT [HOST]`, which
ends when its standard input does.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

from flows.with_parent import ask_to_end, end_with_parent
from sarup.system import make_home

API_URL = "PREFECT_API_URL"
SECONDS_TO_START = 120
DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
# What Prefect itself gives a server that serves one process: no user interface, no services that wait for work.
OWN = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1", "PREFECT_UI_ENABLED": "0"}


@contextmanager
def server_of_a_run(home: Path, tell_dead: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Start a server whose data lie in home/prefect, unless there is one already; yield what waits for it.

    There is one where that at PREFECT_API_URL answers, else that of `sarup serve` in this home. `tell_dead` is called
    with the address of a server that was named and does not answer. While the server runs, PREFECT_API_URL and
    PREFECT_HOME are this run's own: no profile of the user's has a say. The wait raises RuntimeError, quoting the
    server's own words, when it does not come up. A run that ends before it waits leaves nothing: a wrong word at the
    command line makes no home.
    """
    kept, was_there, has_waited = dict(os.environ), home.exists(), False
    try:
        for name, value in DEFAULTS.items():
            os.environ.setdefault(name, value)
        os.environ["PREFECT_HOME"] = str((home / "prefect").resolve())
        named = os.environ.get(API_URL)
        if named and answers(named, 3):
            yield lambda: None
            return
        if named:
            tell_dead(named)
        if served := served_at(home):
            os.environ[API_URL] = served
            yield lambda: None
            return
        database, template = home / "prefect" / "prefect.db", _template()
        is_new = prepare_database(home)
        try:
            with _own_server() as wait:

                def wait_and_keep() -> None:
                    nonlocal has_waited
                    has_waited = True
                    wait()
                    if is_new and database.exists() and not template.exists():
                        _keep_template(database, template)

                yield wait_and_keep
        finally:
            if is_new and not has_waited:
                _remove_unused(database.parent, None if was_there else home)
    finally:
        os.environ.clear()
        os.environ.update(kept)


def prepare_database(home: Path) -> bool:
    """Make home/prefect with a migrated database, where one is kept; return whether there was no database before.

    One that is broken is put aside: it only remembers runs, and no run could be made with it.
    """
    database, template = home / "prefect" / "prefect.db", _template()
    if _is_broken(database):
        for log in database.parent.glob(f"{database.name}-*"):
            log.unlink()
        database.replace(database.with_name(f"broken-{database.name}"))
    is_new = not database.exists()
    make_home(home)
    database.parent.mkdir(exist_ok=True)
    if is_new and template.is_file():
        shutil.copyfile(template, database)
    return is_new


def _is_broken(database: Path) -> bool:
    """Tell a file that SQLite does not know as a database or finds destroyed where it looks first."""
    if not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(database, timeout=1)) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
    return False


def announce(home: Path, url: str) -> Path:
    """Write down for the commands of this home where its server is; return the file, to be removed at the end."""
    place = home / "prefect" / "server.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_text(json.dumps({"url": url, "pid": os.getpid()}), encoding="utf-8", newline="\n")
    unfinished.replace(place)
    return place


def served_at(home: Path) -> str | None:
    """Return the address of the server that `sarup serve` runs for a home; what a dead one wrote down is removed."""
    place = home / "prefect" / "server.json"
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        url = str(told["url"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):
        url = ""
    if url and answers(url, 3):
        return url
    with suppress(OSError):
        place.unlink()
    return None


def wait_for(url: str) -> None:
    """Return as soon as the server at an address answers; never while it does not."""
    while not answers(url, 3):
        time.sleep(0.3)


@contextmanager
def _own_server() -> Iterator[Callable[[], None]]:
    port = _free_port()
    url = os.environ[API_URL] = f"http://127.0.0.1:{port}/api"
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(port)],
            env={**os.environ, **OWN},
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
        )

        def wait() -> None:
            until = time.monotonic() + SECONDS_TO_START
            while not answers(url, 1):
                if process.poll() is not None or time.monotonic() > until:
                    words.seek(0)
                    said = words.read().decode("utf-8", "replace")[-2000:]
                    raise RuntimeError(f"Prefect's server did not start ({process.poll()}): {said}")
                time.sleep(0.05)

        try:
            yield wait
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _remove_unused(folder: Path, home: Path | None) -> None:
    """Remove the folder of a server that served nothing, and the home that was made for it alone."""
    shutil.rmtree(folder)
    if home is not None:
        with suppress(OSError):  # something else lies there by now
            home.rmdir()


def _template() -> Path:
    """Return where the empty, migrated database of this Prefect is kept: its migrations take longer than a start."""
    named = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    # A user of a container may have no home: the name then stays as it is, and nothing can be kept.
    cache = Path(os.devnull if named.startswith("~") else named)
    return cache / "sarup" / f"prefect-{version('prefect')}.db"


def _keep_template(database: Path, template: Path) -> None:
    """Keep a database that nothing has run in yet for other homes; a cache that cannot be written is no fault."""
    with suppress(OSError, sqlite3.Error):
        template.parent.mkdir(parents=True, exist_ok=True)
        unfinished = template.with_name(f"{template.name}.{os.getpid()}")
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(template)


def answers(url: str, seconds: float) -> bool:
    """Tell whether the server at an address says within so many seconds that it is well."""
    try:
        with urlopen(f"{url}/health", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException, ValueError):
        return False


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def main(port: int, host: str = "127.0.0.1") -> None:
    """Serve Prefect's API on a port of this machine until standard input ends: no run, no server."""
    import uvicorn

    end_with_parent(ask_to_end)
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=host,
        port=port,
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
