"""A round closed from the page: by the command that closes rounds, in a process of its own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sarup.phrases import known_phrases
from sarup.web.office import ClosingAsked

PROGRAM = "from sarup.cli.app import run_as_program; run_as_program()"
LONGEST_SECONDS = 3600


def close_by_command(places: Mapping[str, Path], asked: ClosingAsked) -> str:
    """Return an empty text when the round is closed, else in Thai why not."""
    words = [
        "close", asked.round_code, f"--role={asked.role}", f"--reason={asked.reason}", f"--agency={asked.agency_code}",
        *(f"--{name}={path}" for name, path in places.items()),
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return ""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else known_phrases().texts["cli.err.internal"]
