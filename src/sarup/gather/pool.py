"""Reader processes: one file in flight each, killed and replaced when they die or take too long."""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from sarup.gather.container import Limits
from sarup.gather.workbook import Workbook, pack, unpack

COMMAND = (sys.executable, "-I", "-m", "sarup.gather.worker")
READY_SECONDS = 60.0
REPLY_BYTES = 512 << 20


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
        self._limits = asdict(limits or Limits())
        self._command = command
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        self._workers = [_Worker(self._command) for _ in range(self._size)]
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

    def _run(self, numbers: list[int], paths: Sequence[Path], at_once: int) -> dict[int, Reading]:
        waiting = numbers[::-1]
        in_flight: dict[int, int] = {}
        found: dict[int, Reading] = {}
        while waiting or in_flight:
            for place in range(at_once):
                if place not in in_flight and waiting:
                    in_flight[place] = waiting.pop()
                    self._ready(place).send(self._request(paths[in_flight[place]]), self._wall_seconds)
            for place in self._wait(list(in_flight)):
                reading = self._workers[place].poll()
                if reading is not None:
                    found[in_flight.pop(place)] = reading
        return found

    def _request(self, path: Path) -> bytes:
        return json.dumps({"path": os.fspath(path), "limits": self._limits}).encode("ascii") + b"\n"

    def _ready(self, place: int) -> "_Worker":
        """Return a living worker; one that was killed or died is replaced."""
        if not self._workers[place].alive():
            self._workers[place].kill()
            self._workers[place] = _Worker(self._command)
        self._workers[place].wait_until_ready()
        return self._workers[place]

    def _wait(self, places: list[int]) -> list[int]:
        """Return the places that have something to read or whose time is up."""
        timeout = min(self._workers[place].seconds_left() for place in places)
        with selectors.DefaultSelector() as selector:
            for place in places:
                selector.register(self._workers[place].output, selectors.EVENT_READ, place)
            woken = [cast(int, key.data) for key, _ in selector.select(max(timeout, 0.0))]
        return woken or [place for place in places if self._workers[place].seconds_left() <= 0]


class _Worker:
    """One reader process and the reply it is in the middle of."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.output: IO[bytes] = cast(IO[bytes], self._process.stdout)
        os.set_blocking(self.output.fileno(), False)
        self._is_ready = False
        self._reply = bytearray()
        self._deadline = time.monotonic() + READY_SECONDS
        self._wall_seconds = 0.0

    def alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait for the ready line. Raises RuntimeError when it does not come."""
        while not self._is_ready:
            with selectors.DefaultSelector() as selector:
                selector.register(self.output, selectors.EVENT_READ)
                selector.select(max(self.seconds_left(), 0.0))
            is_open = self._read()
            self._is_ready = self._reply.endswith(b"\n")
            if not self._is_ready and (not is_open or self.seconds_left() <= 0):
                self.kill()
                raise RuntimeError(f"reader process did not start, it ended with {self._process.returncode}")
        self._reply.clear()

    def send(self, request: bytes, wall_seconds: float) -> None:
        """Hand over one file. A broken pipe shows as the end of the output, so it is not an error here."""
        self._wall_seconds = wall_seconds
        self._deadline = time.monotonic() + wall_seconds
        with contextlib.suppress(BrokenPipeError):
            os.write(cast(IO[bytes], self._process.stdin).fileno(), request)

    def seconds_left(self) -> float:
        """Return how long the file in flight may still take, in seconds."""
        return self._deadline - time.monotonic()

    def poll(self) -> Reading | None:
        """Return the reading once the reply is whole; None while it is still coming."""
        is_open = self._read()
        if self._reply.endswith(b"\n"):
            return self._take_reply()
        if not is_open:
            self.kill()
            return Reading(None, "X02", f"reader ended with {self._process.returncode}")
        if len(self._reply) > REPLY_BYTES:
            self.kill()
            return Reading(None, "X02", f"a reply of over {REPLY_BYTES} bytes")
        if self.seconds_left() <= 0:
            self.kill()
            return Reading(None, "X02", f"no whole reply within {self._wall_seconds:g} s")
        return None

    def _take_reply(self) -> Reading:
        """Return the reading; a reader that talks nonsense is not trusted with another file."""
        try:
            reply = self._reply.decode().rstrip("\n")
            reading = replace(unpack_reading(json.loads(reply)), reply=reply)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            self.kill()
            return Reading(None, "X02", f"reply not understood: {type(error).__name__}")
        self._reply.clear()
        if _calls_for_another_try(reading):
            self.kill()
        return reading

    def _read(self) -> bool:
        """Take in what has come, within bounds; False when the output is closed."""
        try:
            while len(self._reply) <= REPLY_BYTES and (piece := os.read(self.output.fileno(), 1 << 20)):
                self._reply += piece
        except BlockingIOError:
            return True
        return len(self._reply) > REPLY_BYTES

    def kill(self) -> None:
        """End the process at once and wait for its end."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self.output):
            if pipe:
                pipe.close()


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
