"""What Sarup does where things around it are odd or broken: the command itself, run once in each surroundings.

`uv run python benchmarks/odd_surroundings.py` prints a table: how it ended, what it said last, whether what was
published is whole, and whether the next run in sound surroundings gives the same. Mounts need root.
"""

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flows.server import prepare_database
from tests.support.faulty_runs import NEW, differences, faults_of, keep_cache, look, put_files, report
from tests.support.whole_way import HALF, SAMPLE

PROGRAM = (sys.executable, "-c", "from sarup.cli.app import run_as_program; run_as_program()")
LONGEST_SECONDS = 400
MB = 1 << 20


@dataclass(frozen=True)
class Surroundings:
    """What is odd: variables (None takes one away), a limit of the process, something that holds meanwhile."""

    name: str
    codes: tuple[int, ...]
    variables: dict[str, str | None] = field(default_factory=dict)
    limit: tuple[int, int] | None = None
    hold: Callable[[Path], Iterator[None]] | None = None
    words: tuple[str, ...] = ()


def _mounted(folder: Path, megabytes_free: int, *options: str) -> Iterator[None]:
    """Put a folder on a file system of its own."""
    kept = folder.with_name(f"{folder.name}.kept")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // MB + 1 + megabytes_free
    folder.rename(kept)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(folder)], check=True)
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        for option in options:
            subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)
        yield
        after = folder.with_name(f"{folder.name}.after")
        shutil.copytree(folder, after)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    shutil.rmtree(kept)
    folder.rmdir()
    after.rename(folder)


def _full(place: Path) -> Iterator[None]:
    yield from _mounted(place / "home", 3)


def _read_only_home(place: Path) -> Iterator[None]:
    yield from _mounted(place / "home", 50, "ro")


def _read_only_inbox(place: Path) -> Iterator[None]:
    yield from _mounted(place / "inbox", 1, "ro")


def _locked_prefect(place: Path) -> Iterator[None]:
    with closing(sqlite3.connect(place / "home" / "prefect" / "prefect.db", isolation_level=None)) as connection:
        connection.execute("begin exclusive")
        yield
        connection.execute("rollback")


def _broken_prefect(place: Path) -> Iterator[None]:
    database = place / "home" / "prefect" / "prefect.db"
    for log in database.parent.glob("prefect.db-*"):
        log.unlink()
    database.write_bytes(b"no database" * 1000)
    yield


def _port_in_use(place: Path) -> Iterator[None]:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 4299))
        taken.listen()
        yield


ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ALL = (
    Surroundings("a full file system", (70,), hold=_full),
    Surroundings("a read-only home", (70,), hold=_read_only_home),
    Surroundings("a read-only inbox", (0,), hold=_read_only_inbox),
    Surroundings("no HOME", (0,), {"HOME": None, "XDG_CACHE_HOME": None}),
    Surroundings("64 file handles", (0, 70), limit=(resource.RLIMIT_NOFILE, 64)),
    Surroundings("1.5 GB of memory", (0, 70), limit=(resource.RLIMIT_DATA, 1536 * MB)),
    Surroundings("LANG=C, ASCII forced", (0,), {**ASCII, "PYTHONIOENCODING": "ascii"}),
    Surroundings("a time zone of +14", (0,), {"TZ": "Pacific/Kiritimati"}),
    Surroundings("a time zone that is none", (0,), {"TZ": ":/no/such/zone"}),
    Surroundings("a dead PREFECT_API_URL", (0,), {"PREFECT_API_URL": "http://127.0.0.1:9/api"}),
    Surroundings("a broken Prefect database", (0, 70), hold=_broken_prefect),
    Surroundings("a locked Prefect database", (0, 70), hold=_locked_prefect),
    Surroundings("a port in use", (64,), hold=_port_in_use, words=("serve", "--port", "4299")),
)


def main() -> int:
    """Run the command in each of them; return 1 where one ended otherwise than it should."""
    os.environ["SARUP_SETTLE_SECONDS"] = "0"
    wanted = sys.argv[1:]
    root, began, bad = Path(tempfile.mkdtemp(prefix="sarup-surroundings-")), time.monotonic(), 0
    try:
        before, after = _states(root)
        print(
            "| surroundings | exit | whole after | same after rerun | its last words | s |\n|---|---|---|---|---|---|"
        )
        for one in ALL:
            if not wanted or any(word in one.name for word in wanted):
                bad += not _try(one, root, before, after)
        print(f"| **all** | {bad} otherwise | | | | {time.monotonic() - began:.0f} |")
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return 1 if bad else 0


def _states(root: Path) -> tuple[Path, Path]:
    """Make the office with one division's form, and the same reported after the other's came."""
    before, after = root / "before", root / "after"
    put_files(before, "plan/plan-2564.xlsx", f"hr/รายงานผล_hr_{HALF}.xlsx", "receipts.csv")
    report(before)
    put_files(before, NEW)
    shutil.copytree(before, after)
    report(after)
    keep_cache(after, before)
    prepare_database(before / "home")
    return before, after


def _try(one: Surroundings, root: Path, before: Path, after: Path) -> bool:
    place, began = root / "tried", time.monotonic()
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(before, place)
    with ExitStack() as held:
        if one.hold:
            held.enter_context(contextmanager(one.hold)(place))
        ended = _run(place, one.variables, one.limit, one.words)
    faults = faults_of(place, look(before), look(after), was_killed=False)
    report(place)
    other = differences(place, look(after))
    last = ([line for line in (ended.stderr or "").splitlines() if line.strip()] or [""])[-1]
    print(
        f"| {one.name} | {ended.returncode} | {'; '.join(faults) or 'yes'} | {'; '.join(other) or 'yes'} "
        f"| {last[:300]} | {time.monotonic() - began:.0f} |",
        flush=True,
    )
    if ended.returncode not in one.codes:
        print(ended.stderr[-3000:], file=sys.stderr)
    return ended.returncode in one.codes and not faults and not other


def _run(
    place: Path, variables: dict[str, str | None], limit: tuple[int, int] | None, words: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if name not in variables}
    environment = {**kept, **{name: value for name, value in variables.items() if value is not None}}
    folders = ["--home", str(place / "home"), "--inbox", str(place / "inbox"), "--reference", str(SAMPLE / "reference")]
    lower = partial(resource.setrlimit, limit[0], (limit[1], limit[1])) if limit else None
    return subprocess.run(
        [*PROGRAM, *(words or ("report", HALF)), *folders],
        env=environment,
        preexec_fn=lower,
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=LONGEST_SECONDS,
    )


if __name__ == "__main__":
    sys.exit(main())
