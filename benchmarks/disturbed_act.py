"""One act in a process of its own, disturbed: killed or refused at one call of Python's, or at one of the system's.

Processes are forked from one that has imported all and used nothing: an act takes its own seconds only.
"""

import errno
import importlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_SECONDS = 600
KILL = "kill"
# Where a step of a run can be disturbed: what it is called, where it stands.
POINTS = {
    "fsync": ("os", "fsync"),
    "rename": ("pathlib.Path", "replace"),
    "link": ("os", "link"),
    "unlink": ("pathlib.Path", "unlink"),
    "copy": ("shutil", "copyfile"),
    "folder": ("pathlib.Path", "mkdir"),
    "model": ("sarup.rollup.build", "_run"),
    "parquet": ("polars.DataFrame", "write_parquet"),
    "journal": ("sarup.record.journal.Journal", "record_decision"),
    "opened": ("sarup.record.journal.Journal", "__init__"),
}


@dataclass(frozen=True)
class Fault:
    """What happens at which call of what: `how` is kill or the name of an error; `where` a point, or `sys:` a call."""

    where: str
    nth: int
    how: str

    @property
    def kind(self) -> str:
        """Return the line of the table that it counts for."""
        return f"{self.where} {self.how}"


@dataclass(frozen=True)
class Ending:
    """How an act ended: done, killed, told (with the Thai sentence), untold (with the exception) or hung."""

    how: str
    words: str = ""


def count_calls(work: Callable[[], None]) -> dict[str, int]:
    """Return how often an undisturbed act comes to each point."""
    counted: Counter[str] = Counter()

    def counting() -> str:
        """Count, and say what was counted."""
        _watch(lambda name: counted.update([name]))
        work()
        return json.dumps(counted)

    counts: dict[str, int] = json.loads(_wait_for(*_fork(counting)).words)
    return counts


def disturb(work: Callable[[], None], fault: Fault, scratch: Path) -> Ending:
    """Do an act with a fault at its place; return how it ended."""
    if fault.where.startswith("sys:"):
        return _disturb_calls(work, fault, scratch)

    def disturbed() -> str:
        """Do the act with the fault waiting for it."""
        counted: Counter[str] = Counter()

        def strike(name: str) -> None:
            """Kill or refuse, when it is time."""
            counted.update([name])
            if name == fault.where and counted[name] == fault.nth:
                if fault.how == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(getattr(errno, fault.how), f"injected {fault.how}")

        _watch(strike)
        work()
        return ""

    return _wait_for(*_fork(disturbed))


def do(work: Callable[[], None]) -> Ending:
    """Do an act undisturbed, in a process of its own."""

    def undisturbed() -> str:
        """Do it."""
        work()
        return ""

    return _wait_for(*_fork(undisturbed))


def system_calls(work: Callable[[], None], names: list[str], scratch: Path) -> dict[str, int]:
    """Return how often the first thread of an act makes each call of the system."""
    log = scratch / "calls"
    pid, reading, go = _fork_waiting(work)
    _trace(pid, [f"trace={','.join(names)}"], log)
    os.write(go, b"g")
    os.close(go)
    _wait_for(pid, reading)
    time.sleep(0.2)
    lines = (line.split() for line in log.read_text(encoding="utf-8", errors="replace").splitlines())
    return dict(Counter(words[1].partition("(")[0] for words in lines if words[0] == str(pid)))


def _disturb_calls(work: Callable[[], None], fault: Fault, scratch: Path) -> Ending:
    name = fault.where.removeprefix("sys:")
    what = "signal=KILL" if fault.how == KILL else f"error={fault.how}"
    pid, reading, go = _fork_waiting(work)
    _trace(pid, [f"trace={name}", f"inject={name}:{what}:when={fault.nth}"], scratch / "calls")
    os.write(go, b"g")
    os.close(go)
    return _wait_for(pid, reading)


def _trace(pid: int, expressions: list[str], log: Path) -> None:
    """Have strace follow a process that waits; return when it does."""
    words = [word for one in expressions for word in ("-e", one)]
    subprocess.Popen(["strace", "-f", "-qq", "-o", str(log), *words, "-p", str(pid)], stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{pid}/status")
    while "TracerPid:\t0\n" in status.read_text(encoding="utf-8"):
        time.sleep(0.005)


def _fork_waiting(work: Callable[[], None]) -> tuple[int, int, int]:
    """Fork a process that begins its act when something is written to the last of the three: its number, its words."""
    waiting, go = os.pipe()

    def after_word() -> str:
        """Wait, then do the act."""
        os.close(go)
        os.read(waiting, 1)
        os.close(waiting)
        work()
        return ""

    pid, reading = _fork(after_word)
    os.close(waiting)
    return pid, reading, go


def _fork(work: Callable[[], str]) -> tuple[int, int]:
    """Start an act in a process of its own; return its number and where it says how it ended."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    os.setpgid(0, 0)
    try:
        words = json.dumps(vars(_ended(work))).encode()
        with suppress(OSError):  # the fault may come as late as here: the act is over, it is said again
            os.write(writing, words)
            os._exit(0)
        os.write(writing, words)
    finally:
        os._exit(0)  # never on into what only the first process does


def _ended(work: Callable[[], str]) -> Ending:
    from sarup.commands.storage_faults import say_storage_fault
    from sarup.errors import BrokenArchiveError, BrokenEditionError, BusyError, UsageError
    from sarup.phrases import known_phrases

    try:
        return Ending("done", work())
    except (UsageError, BusyError, BrokenArchiveError, BrokenEditionError) as error:
        return Ending("told", f"{type(error).__name__} {error}")
    except BaseException as error:
        sentence = say_storage_fault(error, known_phrases(), "HOME")
        return Ending("told", sentence) if sentence else Ending("untold", f"{type(error).__name__}: {error}"[:400])


def _wait_for(pid: int, reading: int) -> Ending:
    """Return how an act ended; one that takes too long is ended."""
    until, status = time.monotonic() + LONGEST_SECONDS, 0
    while not (ended := os.waitpid(pid, os.WNOHANG)[0]) and time.monotonic() < until:
        time.sleep(0.01)
    if not ended:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.set_blocking(reading, False)
    try:
        said = os.read(reading, 65_536)
    except BlockingIOError:
        said = b""
    os.close(reading)
    if not ended:
        return Ending("hung")
    return Ending(**json.loads(said)) if said else Ending("killed", str(status))


def _watch(strike: Callable[[str], None]) -> None:
    """Put a call of `strike` before every call of every point, in this process."""
    for name, (where, attribute) in POINTS.items():
        owner = _owner(where)
        setattr(owner, attribute, _struck(name, getattr(owner, attribute), strike))


def _owner(where: str) -> Any:
    try:
        return importlib.import_module(where)
    except ModuleNotFoundError:
        module, _, name = where.rpartition(".")
        return getattr(importlib.import_module(module), name)


def _struck(name: str, call: Callable[..., Any], strike: Callable[[str], None]) -> Callable[..., Any]:
    def struck(*arguments: Any, **options: Any) -> Any:
        strike(name)
        return call(*arguments, **options)

    return struck


def has_strace() -> bool:
    """Tell whether calls of the system can be disturbed here."""
    return shutil.which("strace") is not None
