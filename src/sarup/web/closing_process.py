"""A round closed from the page: by the command that closes rounds, in a process of its own."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import sleep

from sarup.phrases import known_phrases
from sarup.web.office import ClosingAsked

PROGRAM = "from sarup.cli.app import run_as_program; run_as_program()"
LONGEST_SECONDS = 3600
# Another run at work is waited for: so often, so many seconds in between.
BUSY, TRIES, PAUSE_SECONDS = 75, 60, 10.0


def close_by_command(
    places: Mapping[str, Path],
    asked: ClosingAsked,
    program: Sequence[str] = (sys.executable, "-c", PROGRAM),
    pause: Callable[[float], None] = sleep,
) -> str:
    """Return an empty text when the round is closed, else in Thai why not. Another run is waited for."""
    words = [
        "close", asked.round_code, f"--role={asked.role}", f"--reason={asked.reason}", f"--agency={asked.agency_code}",
        *(f"--{name}={path}" for name, path in places.items()),
    ]  # fmt: skip
    done = _run([*program, *words])
    for _ in range(TRIES):
        if done.returncode != BUSY:
            break
        pause(PAUSE_SECONDS)
        done = _run([*program, *words])
    if done.returncode == 0:
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else known_phrases().texts["cli.err.internal"]


def _run(words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST_SECONDS, check=False)
