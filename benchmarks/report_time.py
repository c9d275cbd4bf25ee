"""How long the sample's report takes, and where the time goes: uv run python benchmarks/report_time.py

Runs `sarup report` twice, with a fresh Prefect home and again with the same one, then the stages alone without
Prefect. Prints a table against the limits; a limit that is not reached is said, and the exit code is 0 all the same.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timed_stages import GX_IMPORT, SARUP_IMPORT, VALIDATE

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "examples" / "tpso-2564"
ROUND = "2564-6m"
LIMITS = {"fresh": 30.0, "warm": 20.0, "stages": 4.0}
NOT_OURS = (SARUP_IMPORT, GX_IMPORT, VALIDATE)


@dataclass(frozen=True)
class Command:
    """One whole `sarup report`: seconds until the first stage, of each stage, after the last one, and altogether."""

    start: float
    stages: dict[str, float]
    whole: float

    @property
    def rest(self) -> float:
        """Return what is neither start nor stage: Prefect's own steps between and after the stages."""
        return self.whole - self.start - sum(self.stages.values())


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sarup-benchmark-") as name:
        folder = Path(name)
        fresh = run_command(folder, folder / "home-1")
        warm = run_command(folder, folder / "home-2")
        stages = run_stages(folder)
    print("\n".join([*say_commands(fresh, warm), "", *say_stages(stages), "", *say_limits(fresh, warm, stages)]))


def run_command(folder: Path, home: Path) -> Command:
    """Run the whole command with its Prefect home in `folder` and its own home empty."""
    environment = {**os.environ, "PREFECT_HOME": str(folder / "prefect")}
    environment.pop("PREFECT_API_URL", None)  # a server that is already up would hide Prefect's start
    arguments = [
        "report",
        ROUND,
        f"--inbox={SAMPLE / 'inbox'}",
        f"--reference={SAMPLE / 'reference'}",
        f"--home={home}",
    ]
    began_at = time.time()
    measured = run_timed("timed_command.py", arguments, folder, environment)
    return Command(measured["began_at"] - began_at, measured["seconds"], time.time() - began_at)


def run_stages(folder: Path) -> dict[str, float]:
    """Run the stages alone and return their seconds."""
    arguments = [ROUND, str(SAMPLE / "inbox"), str(SAMPLE / "reference"), str(folder / "home-3")]
    seconds: dict[str, float] = run_timed("timed_stages.py", arguments, folder, dict(os.environ))["seconds"]
    return seconds


def run_timed(script: str, arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> Any:
    """Run one of the timed scripts and return what it measured; CalledProcessError after its own words if it fails."""
    times = folder / "times.json"
    command = [sys.executable, str(HERE / script), str(times), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return json.loads(times.read_text(encoding="utf-8"))


def say_commands(fresh: Command, warm: Command) -> list[str]:
    """Return the table of the whole command."""
    rows = [("start: Prefect and all imports", fresh.start, warm.start)]
    rows += [(_explained(stage), fresh.stages[stage], warm.stages[stage]) for stage in fresh.stages]
    rows += [("rest: Prefect between and after", fresh.rest, warm.rest), ("whole command", fresh.whole, warm.whole)]
    head = f"{'sarup report ' + ROUND + ', seconds':<48}{'fresh':>8}{'warm':>8}"
    return [head, *(f"{name:<48}{first:8.2f}{second:8.2f}" for name, first, second in rows)]


def say_stages(seconds: dict[str, float]) -> list[str]:
    """Return the table of the stages without Prefect: what is started, then what is Sarup's own."""
    ours = {stage: taken for stage, taken in seconds.items() if stage not in NOT_OURS}
    rows = [(stage, seconds[stage]) for stage in NOT_OURS] + list(ours.items())
    lines = [f"{name:<48}{taken:8.2f}" for name, taken in rows]
    return [f"{'the stages alone, seconds':<48}", *lines, f"{'Sarup’s own stages together':<48}{own(seconds):8.2f}"]


def say_limits(fresh: Command, warm: Command, stages: dict[str, float]) -> list[str]:
    """Return one line a limit."""
    measured = {
        "fresh": ("whole command, fresh Prefect home", fresh.whole),
        "warm": ("whole command, warm", warm.whole),
        "stages": ("Sarup's own stages", own(stages)),
    }
    return [
        f"{name:<48}{taken:8.2f}  limit {LIMITS[key]:4.0f} s  {'reached' if taken <= LIMITS[key] else 'not reached'}"
        for key, (name, taken) in measured.items()
    ]


def own(seconds: dict[str, float]) -> float:
    """Return the sum of the stages that are Sarup's own work: no import, nothing inside Great Expectations."""
    return sum(taken for stage, taken in seconds.items() if stage not in NOT_OURS)


def _explained(stage: str) -> str:
    return "validate, with waiting for Great Expectations" if stage == "validate" else stage


if __name__ == "__main__":
    main()
