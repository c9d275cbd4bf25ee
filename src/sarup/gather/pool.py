"""Reader processes: one file in flight each, killed and replaced when they die or take too long."""

import contextlib
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import IO, Any, Self, cast

from sarup import system
from sarup.errors import BrokenArchiveError, StorageError
from sarup.gather.container import NOT_GIVEN, OUT_OF_MEMORY, Limits
from sarup.gather.workbook import Workbook, pack, unpack
from sarup.settings import environment_of_a_child

COMMAND = (sys.executable, "-I", "-m", "sarup.gather.worker")
READY_SECONDS = 60.0
KILL_SECONDS = 5.0
REPLY_BYTES = 512 << 20
# How often a reader is looked at that cannot limit itself.
WATCH_SECONDS = 0.02


@dataclass(frozen=True)
class Reading:
    """What became of one file: its workbook, or the rule that says why there is none, and of what `kind` it is.

    `reply` is the reader's own words, JSON as `pack_reading` makes it; empty where no reader said them.
    """

    workbook: Workbook | None
    rule: str | None = None
    detail: str = ""
    kind: str = ""
    reply: str = field(default="", compare=False, repr=False)


class WorkerPool:
    """`size` reader processes; use it as a context manager, from one thread.

    Wall time counts from the request, which a worker gets only after its ready line. A file whose worker
    dies, runs over or answers what cannot be understood is read once more by a new worker with nothing
    beside it, and is then X02. A file that needs too much memory has this second try too, since what the
    files before it left behind is charged to it. Raises RuntimeError when no worker starts.
    """

    def __init__(
        self,
        size: int = 2,
        wall_seconds: float = 20.0,
        limits: Limits | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._size = size
        self._wall_seconds = wall_seconds
        self._limits = limits or Limits()
        self._command = command
        self._workers: list[_Worker] = []
        self._news = Event()

    def __enter__(self) -> Self:
        self._workers = [self._start() for _ in range(self._size)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def read_many(self, paths: Sequence[Path]) -> list[Reading]:
        """Return one reading for each path, in the same order."""
        found = self._run(list(range(len(paths))), paths, self._size)
        again = sorted(number for number, reading in found.items() if _calls_for_another_try(reading))
        for number in again:
            self._workers[0].kill()
            found.update(self._run([number], paths, 1))
        return [found[number] for number in range(len(paths))]

    def read_archived(self, paths: Sequence[Path]) -> list[Reading]:
        """Return the same for files of the archive.

        Raises BrokenArchiveError for one that is not there, StorageError for one that the disk does not give.
        """
        readings = self.read_many(paths)
        for path, reading in zip(paths, readings, strict=True):
            if reading.kind == NOT_GIVEN:
                if not path.is_file():
                    raise BrokenArchiveError(path)
                raise StorageError(str(path), OSError(errno.EIO, reading.detail))
        return readings

    def _run(self, numbers: list[int], paths: Sequence[Path], at_once: int) -> dict[int, Reading]:
        waiting = numbers[::-1]
        in_flight: dict[int, int] = {}
        found: dict[int, Reading] = {}
        while waiting or in_flight:
            for place in range(at_once):
                if place not in in_flight and waiting:
                    in_flight[place] = waiting.pop()
                    self._ready(place).send(self._request(paths[in_flight[place]]), self._wall_seconds)
            self._news.clear()  # before all are asked: what comes while they are is not slept over
            ended = {place: reading for place in in_flight if (reading := self._workers[place].poll()) is not None}
            found.update({in_flight.pop(place): reading for place, reading in ended.items()})
            if not ended:
                self._news.wait(min(self._workers[place].seconds_to_look() for place in in_flight))
        return found

    def _request(self, path: Path) -> bytes:
        return json.dumps({"path": os.fspath(path), "limits": asdict(self._limits)}).encode("ascii") + b"\n"

    def _ready(self, place: int) -> "_Worker":
        """Return a living worker; one that was killed or died is replaced."""
        if not self._workers[place].alive():
            self._workers[place].kill()
            self._workers[place] = self._start()
        self._workers[place].wait_until_ready()
        return self._workers[place]

    def _start(self) -> "_Worker":
        return _Worker(self._command, self._limits, self._news)


class _Worker:
    """One reader process and the reply it is in the middle of; sets `news` when there is something to ask it for.

    A thread takes in what it says: not every system tells of a pipe whether something has come.
    """

    def __init__(self, command: Sequence[str], limits: Limits, news: Event) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in environment_of_a_child().items() if not name.startswith("SARUP_")},
        )
        self._limits, self._news = limits, news
        self._watch: system.Watch | None = None
        self._is_ready, self._is_open = False, True
        self._reply, self._lock = bytearray(), Lock()
        self._deadline = time.monotonic() + READY_SECONDS
        self._wall_seconds = 0.0
        self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()

    def alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait for the ready line. Raises RuntimeError when it does not come."""
        while not self._is_ready:
            self._news.clear()
            is_open = self._is_open
            self._is_ready = self._has_line()
            if not self._is_ready and (not is_open or self._seconds_left() <= 0):
                self.kill()
                raise RuntimeError(f"reader process did not start, it ended with {self._process.returncode}")
            if not self._is_ready:
                self._news.wait(self._seconds_left())
            elif not system.LIMITS_ITSELF:
                self._watch = system.Watch(self._process.pid)
        self._clear()

    def send(self, request: bytes, wall_seconds: float) -> None:
        """Hand over one file. A broken pipe shows as the end of the output, so it is not an error here."""
        if self._watch:
            self._watch.count_anew()
        self._wall_seconds = wall_seconds
        self._deadline = time.monotonic() + wall_seconds
        with contextlib.suppress(OSError):  # EPIPE, on Windows EINVAL
            os.write(cast(IO[bytes], self._process.stdin).fileno(), request)

    def seconds_to_look(self) -> float:
        """Return after how many seconds this reader is to be asked though nothing has come."""
        return min(self._seconds_left(), WATCH_SECONDS) if self._watch else self._seconds_left()

    def _seconds_left(self) -> float:
        return max(self._deadline - time.monotonic(), 0.0)

    def poll(self) -> Reading | None:
        """Return the reading once the reply is whole; None while it is still coming."""
        is_open = self._is_open  # asked first: what came before the end is in the reply
        if self._has_line():
            return self._take_reply()
        fault = self._overrun()
        if is_open and not fault:
            return None
        self.kill()
        return Reading(None, "X02", fault if is_open else f"reader ended with {self._process.returncode}")

    def _overrun(self) -> str:
        """Tell what this reader has used too much of; "" as long as all is well."""
        if len(self._reply) > REPLY_BYTES:
            return f"a reply of over {REPLY_BYTES} bytes"
        if self._seconds_left() <= 0:
            return f"no whole reply within {self._wall_seconds:g} s"
        if self._watch is None:
            return ""
        memory, cpu = self._watch.used()
        if memory > self._limits.memory_bytes:
            return OUT_OF_MEMORY
        return f"over {self._limits.cpu_seconds} s of CPU" if cpu > self._limits.cpu_seconds + 1 else ""

    def _take_reply(self) -> Reading:
        """Return the reading; a reader that talks nonsense is not trusted with another file."""
        try:
            reply = self._reply.decode().rstrip("\n")
            reading = replace(unpack_reading(json.loads(reply)), reply=reply)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            self.kill()
            return Reading(None, "X02", f"reply not understood: {type(error).__name__}")
        self._clear()
        if _calls_for_another_try(reading):
            self.kill()
        return reading

    def _listen(self, output: IO[bytes]) -> None:
        """Take in what comes, within bounds, until the output is closed."""
        with output:
            while len(self._reply) <= REPLY_BYTES and (piece := os.read(output.fileno(), 1 << 20)):
                with self._lock:
                    self._reply += piece
                if piece.endswith(b"\n"):
                    self._news.set()
        self._is_open = len(self._reply) > REPLY_BYTES
        self._news.set()

    def _has_line(self) -> bool:
        with self._lock:
            return self._reply.endswith(b"\n")

    def _clear(self) -> None:
        with self._lock:
            self._reply.clear()

    def kill(self) -> None:
        """End the process at once and wait for its end."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        cast(IO[bytes], self._process.stdin).close()
        self._listener.join(KILL_SECONDS)


def _calls_for_another_try(reading: Reading) -> bool:
    return reading.rule == "X02"


def pack_reading(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON takes it, which is how a reader replies; `unpack_reading` gives it back."""
    if reading.workbook is not None:
        return {"ok": True, "workbook": pack(reading.workbook)}
    return {"ok": False, "rule": reading.rule, "detail": reading.detail, "kind": reading.kind}


def unpack_reading(reply: Mapping[str, Any]) -> Reading:
    """Return what a reply says; raises LookupError, TypeError, ValueError or AttributeError for nonsense."""
    if reply["ok"] is True:
        return Reading(unpack(reply["workbook"]))
    rule, detail, kind = reply["rule"], reply["detail"], reply["kind"]
    if not (isinstance(rule, str) and isinstance(detail, str) and isinstance(kind, str)):
        raise TypeError("a rule, a detail and a kind are texts")
    return Reading(None, rule, detail, kind)
