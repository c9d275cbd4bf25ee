"""Programs that are to run all the time: started, started again with a growing pause, ended together.

Each is a process of its own that ends when its standard input does: none outlives whoever started it, however that
ends. On POSIX each leads a group of processes, so that what it started itself is ended with it.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# Windows knows one way to end a process.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
# Pauses before a program is started again: the first after its first end, the last after every one from the fifth on.
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
# One that ran this long before it ended begins with the shortest pause again.
STEADY_SECONDS = 300.0
# Ends in a row after which somebody should look.
ENDS_THAT_ALARM = 3


@dataclass(frozen=True)
class Program:
    """A program by its arguments, with what is to be found in its environment besides ours.

    `is_last` is ended after the others: they have a last word for it. One whose `beat` was not touched for
    `beat_seconds` hangs, and is ended to be started again.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_last: bool = False
    beat: Path | None = None
    beat_seconds: float = 300.0


@dataclass
class Supervised:
    """A program as it stands: its process while it runs, how often in a row it ended, when it is started next."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ends: int = 0
    due_at: float = 0.0
    beat_seen: int = 0
    beat_at: float = 0.0

    @property
    def is_running(self) -> bool:
        """Tell whether its process lives."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Keeps programs running; `turn` is called every second or so with the time of a clock that never goes back.

    `tell` is told what happens, with the name of the program; `alarm` when one ended several times in a row.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        tell: Callable[[str, str], None],
        alarm: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self.all = [Supervised(program) for program in programs]
        self.tell, self.alarm = tell, alarm

    def states(self, now: float) -> dict[str, bool]:
        """Tell of every program whether it runs and does not hang."""
        return {one.program.name: one.is_running and not _hangs(one, now) for one in self.all}

    def turn(self, now: float) -> None:
        """Note what has ended or hangs, start what is due."""
        for one in self.all:
            if one.is_running and _hangs(one, now):
                self.tell(one.program.name, "hangs")
                _signal(one, KILL)
                assert one.process is not None
                one.process.wait()
            if one.process is not None and one.process.poll() is not None:
                self._note_end(one, now)
            if one.process is None and now >= one.due_at:
                one.process, one.started_at = _start(one.program), now
                self.tell(one.program.name, f"started as process {one.process.pid}")

    def stop(self, now: Callable[[], float], sleep: Callable[[float], None], seconds: float = 9.0) -> None:
        """End every program within so many seconds: those that are last have the last third for themselves."""
        begun = now()
        for is_last, until in ((False, begun + seconds * 2 / 3), (True, begun + seconds)):
            ending = [one for one in self.all if one.process is not None and one.program.is_last == is_last]
            for one in ending:
                _signal_leader(one, signal.SIGTERM)
            while any(map(_lives, ending)) and now() < until:
                sleep(0.05)
            for one in ending:
                if _lives(one):
                    self.tell(one.program.name, "killed")
                    _signal(one, KILL)
                _close(one)

    def _note_end(self, one: Supervised, now: float) -> None:
        assert one.process is not None
        code = one.process.returncode
        _signal(one, KILL)  # what it started and left behind
        _close(one)
        one.ends = 1 if now - one.started_at >= STEADY_SECONDS else one.ends + 1
        one.due_at = now + PAUSES[min(one.ends, len(PAUSES)) - 1]
        self.tell(one.program.name, f"ended with {code}, started again in {one.due_at - now:.0f} s")
        if one.ends == ENDS_THAT_ALARM:
            self.alarm(one.program.name)


def _start(program: Program) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        program.arguments,
        env={**os.environ, **program.environment},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def _hangs(one: Supervised, now: float) -> bool:
    """Tell whether a program has not touched its beat for too long since it began or touched it last."""
    if one.program.beat is None:
        return False
    with suppress(OSError):
        touched = one.program.beat.stat().st_mtime_ns
        if touched != one.beat_seen:
            one.beat_seen, one.beat_at = touched, now
    return now - max(one.started_at, one.beat_at) > one.program.beat_seconds


def _lives(one: Supervised) -> bool:
    """Tell whether a program or anything it started lives."""
    if one.process is None:
        return False
    if one.process.poll() is None:
        return True
    try:
        os.killpg(one.process.pid, 0)
    except (OSError, AttributeError):
        return False
    return True


def _signal_leader(one: Supervised, number: int) -> None:
    if one.process is not None and one.process.poll() is None:
        one.process.send_signal(number)


def _signal(one: Supervised, number: int) -> None:
    """Send a signal to a program and all it started; Windows knows no groups, and ends the program alone."""
    assert one.process is not None
    try:
        os.killpg(one.process.pid, number)
    except AttributeError:
        _signal_leader(one, number)
    except OSError:
        return


def _close(one: Supervised) -> None:
    assert one.process is not None
    one.process.wait()
    if one.process.stdin:
        one.process.stdin.close()
    one.process = None
