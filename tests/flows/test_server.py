"""The server of a run: its own below the home, ended with the run; one that is named is used while it answers."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from flows.server import API_URL, announce, prepare_database, served_at, server_of_a_run

# A run that is killed as soon as its server answers.
KILLED = """
import os, signal, sys
from pathlib import Path
from flows.server import server_of_a_run
with server_of_a_run(Path(sys.argv[1]), print) as wait:
    wait()
    print(os.environ["PREFECT_API_URL"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache of this test's own; no server is named."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(API_URL, raising=False)
    monkeypatch.setenv("PREFECT_HOME", "/of/the/user")
    return tmp_path / "cache"


@pytest.fixture
def living() -> Iterator[str]:
    """Return the address of something that says it is well."""

    class Well(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/api/health" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Well)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()


def is_up(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException):  # refused, or cut off in the middle of its end
        return False


def versions(database: Path) -> list[tuple[str]]:
    """Return the migration that a database of Prefect's stands at."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("select version_num from alembic_version").fetchall()


def test_a_server_that_answers_is_used_and_no_other_started(
    living: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(API_URL, living)
    dead: list[str] = []
    with server_of_a_run(tmp_path, dead.append) as wait:
        wait()
        assert os.environ[API_URL] == living
        assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert (dead, os.environ["PREFECT_HOME"]) == ([], "/of/the/user")
    assert not (tmp_path / "prefect").exists()


def test_a_dead_one_is_told_and_the_run_has_its_own_which_ends_with_it(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, dead = "http://127.0.0.1:9/api", []
    monkeypatch.setenv(API_URL, named)
    with server_of_a_run(tmp_path / "home", dead.append) as wait:
        wait()
        own = os.environ[API_URL]
        assert own != named and is_up(own)
    assert dead == [named]
    assert os.environ[API_URL] == named
    assert not is_up(own)
    # A second home begins with the database that was migrated for the first.
    (template,) = cache.glob("sarup/prefect-*.db")
    with server_of_a_run(tmp_path / "other", dead.append):
        assert versions(tmp_path / "other/prefect/prefect.db") == versions(template) != []


def test_a_killed_run_leaves_no_server(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    url, until = ended.stdout.strip(), time.monotonic() + 20
    while is_up(url) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_up(url)


def test_one_that_does_not_start_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", f"sqlite+aiosqlite:///{tmp_path}/nowhere/prefect.db")
    with server_of_a_run(tmp_path, print) as wait, pytest.raises(RuntimeError) as raised:
        wait()
    assert "did not start" in str(raised.value)
    assert "unable to open database file" in str(raised.value)


def test_the_server_of_the_service_is_found_and_what_a_dead_one_wrote_is_removed(living: str, tmp_path: Path) -> None:
    assert served_at(tmp_path) is None
    place = announce(tmp_path, living)
    assert served_at(tmp_path) == living
    announce(tmp_path, "http://127.0.0.1:9/api")
    assert served_at(tmp_path) is None
    assert not place.exists()
    place.write_text("half a li")
    assert served_at(tmp_path) is None
    assert not place.exists()


def test_a_run_that_ends_before_it_waits_makes_no_home(tmp_path: Path) -> None:
    (tmp_path / "known").mkdir()
    for home in (tmp_path / "new", tmp_path / "known"):
        with pytest.raises(KeyError), server_of_a_run(home, print):
            raise KeyError("a wrong word")
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["known"]


@pytest.mark.parametrize("spoilt", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_broken_database_of_prefect_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    database = tmp_path / "home" / "prefect" / "prefect.db"
    database.parent.mkdir(parents=True)
    database.write_bytes(spoilt)
    assert prepare_database(tmp_path / "home")
    assert [path.name for path in database.parent.iterdir()] == ["broken-prefect.db"]
    assert (database.parent / "broken-prefect.db").read_bytes() == spoilt


def test_a_database_of_prefect_that_is_whole_or_in_use_stays(tmp_path: Path) -> None:
    database = tmp_path / "prefect" / "prefect.db"
    database.parent.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("create table flow_run (id text)")
        assert not prepare_database(tmp_path)
        connection.execute("begin exclusive")
        assert not prepare_database(tmp_path)
    assert database.is_file()


def test_a_user_without_a_home_keeps_no_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert prepare_database(tmp_path)
    assert list((tmp_path / "prefect").iterdir()) == []
