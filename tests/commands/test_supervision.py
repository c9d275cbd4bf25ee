"""Programs are kept running: started again after a growing pause, ended together, none left behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from sarup.commands.supervision import PAUSES, Program, Supervisor

# Ends when its standard input does, as every program of ours.
STAYS = "import sys; sys.stdin.read()"
# Does not want to end, and has a child that does not want to either.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdin=subprocess.DEVNULL)
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""


def program(name: str, code: str, *words: str, **more: object) -> Program:
    return Program(name, (sys.executable, "-c", code, *words), **more)  # type: ignore[arg-type]


def wait_for_end(supervisor: Supervisor) -> None:
    (one,) = supervisor.all
    assert one.process is not None
    one.process.wait()


def test_what_ends_is_started_again_each_time_after_a_longer_pause_and_the_third_end_alarms() -> None:
    told: list[str] = []
    alarms: list[str] = []
    supervisor = Supervisor([program("brief", "pass")], lambda _name, text: told.append(text), alarms.append)
    now = 0.0
    for number, pause in enumerate([*PAUSES, PAUSES[-1]]):
        supervisor.turn(now)
        assert supervisor.all[0].process is not None
        wait_for_end(supervisor)
        supervisor.turn(now)
        assert told[-1] == f"ended with 0, started again in {pause:.0f} s"
        supervisor.turn(now + pause - 0.1)
        assert supervisor.all[0].process is None
        now += pause
        assert len(alarms) == (1 if number >= 2 else 0)


def test_what_ran_for_long_begins_with_the_shortest_pause_again() -> None:
    supervisor = Supervisor([program("brief", "pass")], lambda *_: None)
    for now in (0.0, 1.0, 3.0):
        supervisor.turn(now)
        wait_for_end(supervisor)
        supervisor.turn(now)
    assert supervisor.all[0].ends == 3
    supervisor.turn(100.0)
    wait_for_end(supervisor)
    supervisor.turn(400.0)
    assert (supervisor.all[0].ends, supervisor.all[0].due_at) == (1, 401.0)


def test_all_are_ended_in_time_the_last_one_last_and_what_they_started_with_them(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    child = tmp_path / "child"
    programs = [program("server", STAYS, is_last=True), program("stubborn", STUBBORN, str(child))]
    supervisor = Supervisor(programs, lambda *words: told.append(words))
    supervisor.turn(0.0)
    while not child.exists() or not child.read_text():
        time.sleep(0.02)
    assert supervisor.states(0.0) == {"server": True, "stubborn": True}
    begun = time.monotonic()
    supervisor.stop(time.monotonic, time.sleep, seconds=1.5)
    assert time.monotonic() - begun < 1.5
    assert told[2:] == [("stubborn", "killed")]
    with pytest.raises(ProcessLookupError):
        while time.monotonic() - begun < 5:  # until whoever inherits it has noticed its end
            os.kill(int(child.read_text()), 0)
            time.sleep(0.02)
            if Path(f"/proc/{child.read_text()}/stat").read_text().split(")")[1].split()[0] == "Z":
                raise ProcessLookupError
    assert supervisor.states(0.0) == {"server": False, "stubborn": False}


def test_one_that_does_not_touch_its_beat_hangs_and_is_started_again(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    beat.touch()
    supervisor = Supervisor([program("watch", STAYS, beat=beat, beat_seconds=60.0)], lambda *_: None)
    supervisor.turn(0.0)
    first = supervisor.all[0].process
    supervisor.turn(59.0)
    beat.write_text("touched")
    supervisor.turn(60.0)
    supervisor.turn(119.0)
    assert supervisor.all[0].process is first
    assert supervisor.states(121.0) == {"watch": False}
    supervisor.turn(121.0)
    assert supervisor.all[0].process is None
    supervisor.turn(122.0)
    assert supervisor.states(122.0) == {"watch": True}
    supervisor.stop(time.monotonic, time.sleep)
