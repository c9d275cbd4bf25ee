"""The life of a flow run's process: it ends with whoever started it, and holds a lock that tells that it lives.

A system that dies lets go of its locks: a run that Prefect calls Running and whose lock is free is dead.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from flows.with_parent import ask_to_end, end_quietly, end_with_parent
from sarup.settings import Settings
from sarup.system import make_home

FLOW_RUN_ID = "PREFECT__FLOW_RUN_ID"
# Held until the process ends, and by nothing else.
_held: list[FileLock] = []


def begin() -> None:
    """Begin the process of a deployed run: called when it imports the flows, before Prefect calls the run Running."""
    home = Settings().home
    if not _held and (home / "prefect").is_dir():
        _held.append(_lock(home, os.environ[FLOW_RUN_ID]))
        _held[0].acquire(timeout=0)
        if _is_held_by_parent():
            end_with_parent(ask_to_end)
        end_quietly()
        logging.getLogger("sarup").setLevel(logging.INFO)


@contextmanager
def living(home: Path, flow_run_id: str) -> Iterator[None]:
    """Hold the lock of a run that a command made itself."""
    if os.environ.get(FLOW_RUN_ID):
        yield
        return
    make_home(home)
    (home / "prefect").mkdir(exist_ok=True)
    lock = _lock(home, flow_run_id)
    try:
        with lock:
            yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)


def is_dead(home: Path, flow_run_id: str) -> bool:
    """Tell whether no process has a run any more; its lock file goes then."""
    lock = _lock(home, flow_run_id)
    try:
        with lock.acquire(timeout=0):
            pass
    except Timeout:
        return False
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    return True


def _is_held_by_parent() -> bool:
    """Tell whether standard input is a pipe of whoever started the run: in a container it may be no such thing."""
    mode = os.fstat(0).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _lock(home: Path, flow_run_id: str) -> FileLock:
    place = home / "prefect" / "runs" / f"{flow_run_id}.lock"
    place.parent.mkdir(exist_ok=True)
    return FileLock(place)
